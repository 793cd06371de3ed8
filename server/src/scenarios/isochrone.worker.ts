import {
  createScenarioIsochrones,
  type ScenarioIsochroneOrder,
  type ScenarioIsochrones,
} from '../scenario/scenario-isochrone.ts'
import { answerOrders } from './answer-orders.service.ts'

answerOrders(createScenarioIsochrones, (engine: ScenarioIsochrones, order: ScenarioIsochroneOrder) =>
  engine.answer(order),
)
