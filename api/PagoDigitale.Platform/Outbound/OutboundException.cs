using System.Net;
using System.Security.Authentication;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace PagoDigitale.Platform.Outbound;

/// <summary>A service that we call gave us nothing we can use. Expected: told where the work it was for is told of.</summary>
/// <param name="retryAfter">How long it wants to be left alone.</param>
public sealed class OutboundException(Failure told, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(told.Message.ToString(), cause)
{
    public Failure Told { get; } = told;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>What was answered, where something was and it was no success.</summary>
    public HttpStatusCode? Status { get; private init; }

    public byte[] Body { get; private init; } = [];

    /// <summary>Whether another call to the service would fail alike, whatever it asks for: the key, the connection, the limit.</summary>
    public bool IsOfService =>
        Told.Code
            is "service-denied"
                or "service-throttled"
                or "service-resting"
                or "service-unreachable"
                or "service-not-secure"
                or "address-not-allowed";

    public static OutboundException Unreadable(string host, Message reason) =>
        new(Of("answer-unreadable", OutboundTexts.Unreadable.With(host, reason), OutboundTexts.ReadExchange));

    public static OutboundException TooLarge(string host, long bytesMax) =>
        new(Of("answer-too-large", OutboundTexts.TooLarge.With(host, bytesMax / 1024 / 1024), OutboundTexts.ReadExchange));

    /// <summary>Of an answer that is none of success.</summary>
    public static OutboundException OfStatus(string host, HttpStatusCode status, byte[] body, TimeSpan? retryAfter)
    {
        var said = ServiceWords.Of(body);
        var told = OutboundTexts.Denied.With(host, (int)status, said);
        var failure = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Of("service-denied", told, OutboundTexts.RenewKey),
            HttpStatusCode.TooManyRequests => Of(
                "service-throttled",
                OutboundTexts.Throttled.With(host, Seconds(retryAfter)),
                OutboundTexts.Wait
            ),
            >= HttpStatusCode.InternalServerError => Of("service-failed", told, OutboundTexts.ReadExchange),
            _ => Of("service-refused", told, OutboundTexts.ReadExchange),
        };
        var isWaitMeant = status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
        return new(failure, isWaitMeant ? retryAfter : null) { Status = status, Body = body };
    }

    /// <summary>Of what was thrown on the way; null for what is no failure of the service.</summary>
    public static OutboundException? Of(string host, Exception error, TimeSpan patience) =>
        error switch
        {
            OutboundException known => known,
            BrokenCircuitException => new(
                Of("service-resting", OutboundTexts.Resting.With(host), OutboundTexts.Wait),
                OutboundClient.RestOfHost,
                error
            ),
            TimeoutRejectedException => new(
                Of("service-timeout", OutboundTexts.TimedOut.With(host, (int)patience.TotalSeconds), OutboundTexts.ReadExchange),
                cause: error
            ),
            HttpRequestException { InnerException: AddressRefusedException refused } => new(
                Of("address-not-allowed", OutboundTexts.NotPublic.With(refused.Host), OutboundTexts.ListHost),
                cause: error
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => new(
                Of(
                    "service-not-secure",
                    OutboundTexts.NoSecureConnection.With(host, error.GetBaseException().Message),
                    OutboundTexts.CheckCertificate
                ),
                cause: error
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpIOException => new(
                Of("service-unreachable", OutboundTexts.Broken.With(host), OutboundTexts.CheckAddress),
                cause: error
            ),
            HttpRequestException or IOException => new(
                Of(
                    "service-unreachable",
                    OutboundTexts.Unreachable.With(host, error.GetBaseException().Message),
                    OutboundTexts.CheckAddress
                ),
                cause: error
            ),
            _ => null,
        };

    private static Failure Of(string code, Message message, Wording remedy) =>
        new()
        {
            Code = code,
            Message = message,
            Remedy = remedy.With(),
        };

    private static int Seconds(TimeSpan? wait) => (int)Math.Ceiling((wait ?? OutboundClient.UsualWait).TotalSeconds);
}
