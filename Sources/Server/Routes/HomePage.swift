/// What a person sees who opens the service in a browser.
enum HomePage {
    static let html = """
        <!doctype html>
        <html lang="zh-Hans">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>压舱石 Ballast</title>
        <style>
        body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1c2733; }
        h1 { font-size: 1.6rem; } h1 span { color: #5a6b7b; font-weight: normal; }
        a { color: #0b5cad; } li { margin: .3rem 0; } footer { margin-top: 2rem; color: #5a6b7b; }
        </style>
        </head>
        <body>
        <main>
        <h1>压舱石 <span lang="en">Ballast</span></h1>
        <p>政府性融资担保风险补偿资金的清算与账务服务：代偿申请、分担确认、清算批次、追偿分配，以及全套复式账。</p>
        <p lang="en">Clearing and books of a government risk compensation fund: claims, shares, settlement runs, recoveries, and the double-entry books of all of it.</p>
        <ul>
        <li><a href="/openapi.yaml">/openapi.yaml</a>：接口说明 <span lang="en">· the API, described (OpenAPI 3.1)</span></li>
        <li><a href="/readyz">/readyz</a>：能否记账 <span lang="en">· whether it can post now</span></li>
        <li><a href="/livez">/livez</a>：进程是否在运行 <span lang="en">· whether it is alive</span></li>
        <li><a href="/metrics">/metrics</a>：运行指标 <span lang="en">· figures for Prometheus</span></li>
        </ul>
        <footer>\(Build.version)</footer>
        </main>
        </body>
        </html>

        """
}
