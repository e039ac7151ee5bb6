namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>What goes wrong when a service of pagoPA is asked, on purpose.</summary>
public static class ServiceFaults
{
    /// <summary>429 with Retry-After.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>500 with the error of the service.</summary>
    public const string ServerError = "server-error";

    /// <summary>The error of the service with status 200.</summary>
    public const string ErrorIn200 = "error-in-200";

    /// <summary>An HTML page with status 200, as of a proxy that is in the way.</summary>
    public const string HtmlPage = "html-page";

    /// <summary>The first half of the right answer, with its status.</summary>
    public const string HalfPage = "half-page";

    /// <summary>The right answer, late.</summary>
    public const string Slow = "slow";

    /// <summary>The connection is cut before the service looks at the question.</summary>
    public const string DropBefore = "drop-before";

    /// <summary>The service does what it is asked; the connection is cut before its answer.</summary>
    public const string DropAfter = "drop-after";

    /// <summary>Whatever page is asked for, the first one, which says that there is one more than there are.</summary>
    public const string SamePage = "same-page";

    /// <summary>What any service plays; what is only for pages stands apart.</summary>
    public static IReadOnlyList<string> OfAny { get; } =
    [TooManyRequests, ServerError, ErrorIn200, HtmlPage, HalfPage, Slow, DropBefore, DropAfter];

    public static IReadOnlyList<string> OfPages { get; } = [.. OfAny, SamePage];
}
