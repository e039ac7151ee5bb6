using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// An identifier of ours tells by its prefix what it is of. Where a path or a filter takes something else, nothing can be found by
/// it, and an empty list would say that nothing is there: a flow (<c>flw_…</c>) sent as <c>flussoId</c>, say, which is the PSP's.
/// </summary>
public sealed class IdentifierKinds(IEnumerable<IdentifierKind> kinds)
{
    /// <summary>Texts of the caller's own, and what takes identifiers of every kind.</summary>
    private static readonly HashSet<string> Open =
    [
        "after",
        "commonDescription",
        "cursor",
        "description",
        "externalId",
        "fileName",
        "q",
        "resource",
        "subjectId",
    ];

    private static readonly Dictionary<string, Wording> Wanted = new()
    {
        ["flussoId"] = QueryTexts.FlussoId,
        ["iur"] = QueryTexts.Iur,
        ["iuv"] = QueryTexts.Iuv,
        ["noticeNumber"] = QueryTexts.NoticeNumber,
        ["organization"] = QueryTexts.OrganizationCode,
        ["serviceCode"] = QueryTexts.ServiceCode,
    };

    private readonly Dictionary<string, IdentifierKind> _byPrefix = kinds.ToDictionary(k => k.Prefix);

    private readonly Dictionary<string, IdentifierKind> _byName = kinds.ToDictionary(k => k.Name);

    public ApiError? Check(HttpContext http)
    {
        List<FieldError>? wrong = null;
        foreach (var (name, value) in http.Request.RouteValues)
            if (name is not ("action" or "controller"))
                Look(name, value as string);
        foreach (var (name, values) in http.Request.Query)
        foreach (var value in values)
            Look(name, value);
        return wrong is null
            ? null
            : new(
                ErrorKind.Malformed,
                "invalid-parameter",
                QueryTexts.AnotherKind,
                PatternTexts.FieldAndRemedy.With(wrong[0].Field, wrong[0].Message, wrong[0].Remedy)
            )
            {
                Fields = wrong,
            };

        void Look(string name, string? text)
        {
            if (Fault(name, text) is { } fault && wrong?.Exists(f => f.Field == name) != true)
                (wrong ??= []).Add(fault);
        }
    }

    private FieldError? Fault(string name, string? text)
    {
        if (Open.Contains(name) || !PublicId.HasForm(text) || !_byPrefix.TryGetValue(text![..PublicId.PrefixLength], out var found))
            return null;
        var takes = _byName.GetValueOrDefault(name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2] : name);
        return takes == found
            ? null
            : new(
                name,
                "identifier-of-another-kind",
                QueryTexts.OfSomethingElse.With(found.Name),
                takes is not null
                    ? QueryTexts.UsePrefix.With(takes.Prefix)
                    : QueryTexts.UseWanted.With(Wanted.GetValueOrDefault(name, QueryTexts.AsDescribed), found.Name)
            );
    }
}
