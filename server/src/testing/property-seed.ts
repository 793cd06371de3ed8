import fc from 'fast-check'

/** Every run of the tests tries the same cases, so that a failure is a fault of the change at hand. Another number looks for others. */
fc.configureGlobal({ seed: 20261125 })
