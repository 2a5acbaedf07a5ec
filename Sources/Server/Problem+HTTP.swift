import Commands

// What may be wrong with a request before it is understood: the problems of HTTP itself and of the token. Those of a body's
// fields stand with `JSON.Problem`, those of the business with `Refusal`.

extension Problem {
    static let noRoute = Problem(
        status: 404, code: "not-found", chinese: "没有该路径，请对照接口说明。", english: "There is no such path; see /openapi.yaml.")
    static let unknownBook = Problem(
        status: 404, code: "unknown-book", chinese: "没有该账套，请核对路径中的账套代码。",
        english: "There is no such book; check its code in the path.")
    static let methodNotAllowed = Problem(
        status: 405, code: "method-not-allowed", chinese: "该路径不支持此方法，可用方法见 Allow 头。",
        english: "The path does not take this method; the Allow header lists those it takes.")
    static let badPath = Problem(
        status: 400, code: "path-malformed", chinese: "路径编码有误，请使用 UTF-8 百分号编码。",
        english: "The path is not percent-encoded UTF-8; correct it.")
    static let badHost = Problem(
        status: 400, code: "host-missing", chinese: "缺少 Host 头，请补充。", english: "The Host header is missing; send one.")
    static let badRequest = Problem(
        status: 400, code: "http-malformed", chinese: "不是合法的 HTTP 请求，连接已关闭。",
        english: "This is not valid HTTP; the connection is closed.")
    static let headersTooLarge = Problem(
        status: 431, code: "headers-too-large", chinese: "请求头过长，请精简。",
        english: "The header fields are too large; send less.")
    static let tooSlow = Problem(
        status: 408, code: "request-timeout", chinese: "请求未在时限内收完，连接已关闭；可用同一幂等键重发。",
        english: "The request did not arrive in time; the connection is closed. Send it again under the same key.")
    static let bodyTooLarge = Problem(
        status: 413, code: "body-too-large", chinese: "请求体超过上限（JSON 1 MiB，银行报文 16 MiB），请分批提交。",
        english: "The body is larger than the limit; send it in parts.")
    static let bodyCut = Problem(
        status: 400, code: "body-incomplete", chinese: "请求体不完整，请重发。", english: "The body is incomplete; send it again.")
    static let notJSON = Problem(
        status: 415, code: "media-type", chinese: "请求体须为 application/json。",
        english: "Send the body as application/json.")
    static let keyMissing = Problem(
        status: 400, code: "idempotency-key-missing", chinese: "缺少 Idempotency-Key 头：每个新请求使用一个新键，重试沿用原键。",
        english:
            "The Idempotency-Key header is missing: use a new key for every new request, and the same one to try again."
    )
    static let keyMalformed = Problem(
        status: 400, code: "idempotency-key-malformed", chinese: "Idempotency-Key 须为 1 至 255 个可见 ASCII 字符。",
        english: "An Idempotency-Key has 1 to 255 visible ASCII characters.")
    static let notReady = Problem(
        status: 503, code: "not-ready", chinese: "尚不能记账：数据库不可用或未迁移。",
        english: "Nothing can be posted now: the database is away, or not migrated.")
}

// The token. Which claim was wrong is said only to whoever holds the key.
extension Problem {
    static let tokenMissing = unauthorised(
        "token-missing", "缺少访问令牌：请发送 Authorization: Bearer 令牌。", "Send a token: Authorization: Bearer ….")
    static let tokenMalformed = unauthorised(
        "token-malformed", "令牌不是合法的 JWT，请对照接口说明。", "The token is no JWT of the shape that the API describes.")
    static let tokenAlgorithm = unauthorised(
        "token-algorithm", "令牌的签名算法与登记的密钥不符。", "The token's algorithm is not that of the registered key.")
    static let tokenSignature = unauthorised(
        "token-signature", "令牌签名无效，请用登记公钥对应的私钥签名。",
        "The signature is not valid; sign with the private half of the registered key.")
    static let tokenIssuer = unauthorised(
        "token-issuer", "令牌的 iss 和 sub 须为密钥所属机构。", "iss and sub must both name the party the key belongs to.")
    static let tokenAudience = unauthorised(
        "token-audience", "令牌的 aud 不是本服务。", "aud does not name this service.")
    static let tokenLifetime = unauthorised(
        "token-lifetime", "令牌有效期不得超过 10 分钟。", "A token lives ten minutes at most: exp − iat ≤ 600.")
    static let tokenEarly = unauthorised(
        "token-not-yet-valid", "令牌尚未生效，请校准系统时钟。", "The token is not valid yet; set the clock right.")
    static let tokenExpired = unauthorised(
        "token-expired", "令牌已过期，请重新签发。", "The token has expired; sign a new one.")
    static let credentialUnknown = unauthorised(
        "credential-unknown", "没有登记该密钥（kid），请联系管理员。", "No such key (kid) is registered; ask the administrator.")
    static let credentialRevoked = unauthorised(
        "credential-revoked", "该密钥已注销，请使用新密钥。", "This key was revoked; use a new one.")
    static let personInactive = Problem(
        status: 403, code: "person-inactive", chinese: "经办人已停用或未登记。",
        english: "The person acting is not registered or no longer active.")

    private static func unauthorised(_ code: String, _ chinese: String, _ english: String) -> Problem {
        Problem(status: 401, code: code, chinese: chinese, english: english)
    }
}
