import Glibc
import NIOCore

/// Why the service could not begin to listen, in a sentence for whoever started it.
public enum StartProblem: Error, Equatable, CustomStringConvertible {
    case portTaken(Int)
    case portForbidden(Int)

    /// Nil where the reason is none of these.
    init?(_ error: any Error, port: Int) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portTaken(port)
        case EACCES: self = .portForbidden(port)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .portTaken(let port): "port \(port) is taken: name another with --port. 端口 \(port) 已被占用：请用 --port 指定另一个端口。"
        case .portForbidden(let port):
            "port \(port) may not be listened on by this user: name one above 1023. 当前用户无权监听端口 \(port)：请使用 1024 以上的端口。"
        }
    }
}
