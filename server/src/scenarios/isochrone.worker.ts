import { createIsochroneEngine, type IsochroneEngine, type IsochroneOrder } from '../isochrone/isochrone-engine.ts'
import { answerOrders } from './answer-orders.service.ts'

answerOrders(createIsochroneEngine, (engine: IsochroneEngine, order: IsochroneOrder) => engine.answer(order))
