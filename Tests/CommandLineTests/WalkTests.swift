import Foundation
import Testing

/// What the README and the manual tell people to type works as it is written there.
@Suite struct WalkTests {
    @Test func `every walk of the README and the manual holds, word for word`() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let walked = try await Ballast.run(
            [], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], program: root.appending(path: "deploy/walk"))
        #expect(walked.status == 0, "\(walked.complaints)")
        #expect(walked.output.contains("every walk of the README and the manual holds"))
    }
}
