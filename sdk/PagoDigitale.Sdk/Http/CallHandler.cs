using Polly;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// Keeps when a call began, what it asks and whether it can be sent again, for the decisions between its attempts: whoever sends a body
/// may have read it by then.
/// </summary>
internal sealed class CallHandler(TimeProvider clock) : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> Key = new("PagoDigitale.Call");

    internal sealed record Call(HttpRequestMessage Request, bool CanBeSentAgain, long Start)
    {
        /// <summary>Whether the attempt got as far as the call: before that it asks for a token, and nothing can have been done.</summary>
        public bool IsSent { get; set; }
    }

    public static Call Of(ResilienceContext context) =>
        context.Properties.TryGetValue(Key, out var call) ? call : throw new InvalidOperationException("Nothing is being called.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(Key, new Call(request, Headers.CanBeSentAgain(request), clock.GetTimestamp()));
        request.SetResilienceContext(context);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.SetResilienceContext(null);
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
