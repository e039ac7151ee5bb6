using System.Diagnostics;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>
/// Problem details (RFC 9457): <c>type</c>, <c>code</c> and the fields to mend; <c>traceId</c> finds the call in the logs.
/// </summary>
public record Problem
{
    public const string MediaType = "application/problem+json";

    public const string UnexpectedCode = "internal-error";

    protected const int DetailLengthMax = 2000;
    private const int TitleLengthMax = 140;
    private const int InstanceLengthMax = 512;
    private const int FieldsMax = 200;

    public required string Type { get; init; }

    [ToldWithin(TitleLengthMax)]
    public required Message Title { get; init; }
    public required int Status { get; init; }

    [ToldWithin(DetailLengthMax)]
    public Message? Detail { get; init; }
    public string? Instance { get; init; }
    public required string Code { get; init; }
    public required string TraceId { get; init; }
    public required IReadOnlyList<ProblemField> Errors { get; init; }

    public static Problem From(ApiError error, HttpContext http) =>
        new()
        {
            Type = TypeOf(error.Code, http.RequestServices.GetRequiredService<PublicUrl>()),
            Title = error.Title,
            Status = ErrorStatus.Of(error.Kind),
            Detail = error.Detail,
            Instance = InstanceOf(http.Request.Path),
            Code = error.Code,
            TraceId = CurrentTraceId(http),
            Errors =
            [
                .. error
                    .Fields.Take(FieldsMax)
                    .Select(f => new ProblemField
                    {
                        Field = f.Field,
                        Code = f.Code,
                        Message = f.Message,
                        Remedy = f.Remedy,
                    }),
            ],
        };

    public static Problem Unexpected(HttpContext http) =>
        new()
        {
            Type = TypeOf(UnexpectedCode, http.RequestServices.GetRequiredService<PublicUrl>()),
            Title = ResultTexts.Unexpected,
            Status = StatusCodes.Status500InternalServerError,
            Detail = ResultTexts.QuoteTrace,
            Instance = InstanceOf(http.Request.Path),
            Code = UnexpectedCode,
            TraceId = CurrentTraceId(http),
            Errors = [],
        };

    /// <summary>Escaped, so that what it begins with is a path too as long as no escape is cut.</summary>
    private static string InstanceOf(PathString path)
    {
        var text = Clipped.To(path.ToUriComponent(), InstanceLengthMax);
        return text.Length == InstanceLengthMax && text.LastIndexOf('%') is var escape && escape >= InstanceLengthMax - 2
            ? Clipped.To(text, escape)
            : text;
    }

    /// <summary>The name of the kind of problem, and the address of the page that explains it.</summary>
    public static string TypeOf(string code, PublicUrl url) => url.At($"/problems/{code}");

    public static string CurrentTraceId(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
}

/// <summary>One field to mend.</summary>
public sealed record ProblemField
{
    private const int LengthMax = 500;

    public required string Field { get; init; }
    public required string Code { get; init; }

    [ToldWithin(LengthMax)]
    public required Message Message { get; init; }

    [ToldWithin(LengthMax)]
    public required Message Remedy { get; init; }
}
