import ServiceLifecycle

/// Goes round, rests, and goes round again until the service is to stop: at once when it rests, else after the round.
func rounds(every pause: Duration, _ round: @escaping @Sendable () async -> Void) async {
    await cancelWhenGracefulShutdown {
        while !Task.isCancelled {
            await round()
            try? await Task.sleep(for: pause)  // cancelled in its sleep, it stops
        }
    }
}
