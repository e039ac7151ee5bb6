namespace PagoDigitale.Sdk.Http;

/// <summary>
/// What every call goes through, from the outside in: paths without gaps alone go on, errors become exceptions, versions become entity
/// tags,
/// POSTs get a key, failures are tried again, and each attempt carries a token.
/// </summary>
internal static class Pipeline
{
    public static HttpClient Build(PagoDigitaleOptions options, HttpMessageHandler? transport)
    {
        transport ??= new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        HttpMessageHandler handler = options.ClientId is null ? transport : new TokenHandler(options) { InnerHandler = transport };
        handler = new RetryHandler(options) { InnerHandler = handler };
        handler = new IdempotencyHandler { InnerHandler = handler };
        handler = new EntityTagHandler { InnerHandler = handler };
        handler = new ProblemHandler(options.TimeProvider) { InnerHandler = handler };
        handler = new PathHandler { InnerHandler = handler };
        var client = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.BaseAddress!.AbsoluteUri.TrimEnd('/') + "/"),
            // Attempts have a limit of their own; a call with retries has none but the caller's token.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.Language is { } language)
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }
}
