using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Refuses what a query must not hold: parameters the operation does not have (a misspelt filter must not silently return
/// everything), one given twice (which of the two would count?), one without a value (it would filter nothing), invisible
/// characters and unprintable ones, impossible days, ranges that end before they begin.
/// </summary>
public static class QueryParameters
{
    private const string Search = "q";
    private const string First = "From";
    private const string Last = "To";

    private static readonly ConcurrentDictionary<string, Dictionary<string, ApiParameterDescription>> Known = new();

    public static ApiError? Check(ActionExecutingContext context)
    {
        var query = context.HttpContext.Request.Query;
        if (query.Count == 0)
            return null;
        var known = Known.GetOrAdd(context.ActionDescriptor.Id, id => Describe(context.HttpContext.RequestServices, id));
        var found = new[]
        {
            Unknown(query, known),
            Repeated(query, known),
            Empty(query),
            Unreadable(query, known),
            ImplausibleDate(query),
            Reversed(query),
        };
        return Together([.. found.OfType<ApiError>()]);
    }

    /// <summary>Whether the operation that is called has this parameter.</summary>
    public static bool Takes(HttpContext http, string name) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ActionDescriptor>() is { } action
        && Known.GetOrAdd(action.Id, id => Describe(http.RequestServices, id)).ContainsKey(name);

    /// <summary>All that is wrong with a request at once; each parameter once, by what was found first.</summary>
    public static ApiError? Together(params ApiError[] found) =>
        found switch
        {
            [] => null,
            [var one] => one,
            _ => ApiError.Malformed(
                "invalid-parameter",
                [.. found.SelectMany(e => e.Fields).DistinctBy(f => f.Field, StringComparer.OrdinalIgnoreCase)]
            ),
        };

    /// <summary>How a value of this parameter is written; null when only its description can tell.</summary>
    public static Message? Spelling(HttpContext http, string name) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ActionDescriptor>() is { } action
        && Known.GetOrAdd(action.Id, id => Describe(http.RequestServices, id)).TryGetValue(name, out var parameter)
            ? ValueSpelling.Of(parameter.Type)
            : null;

    private static ApiError? Unknown(IQueryCollection query, Dictionary<string, ApiParameterDescription> known)
    {
        var unknown = query.Keys.Where(k => !known.ContainsKey(k)).ToList();
        return unknown.Count == 0
            ? null
            : new(
                ErrorKind.Malformed,
                "invalid-parameter",
                QueryTexts.Unknown,
                QueryTexts.AreNotParameters.With(string.Join("', '", unknown))
            )
            {
                Fields =
                [
                    .. unknown.Select(u => new FieldError(
                        u,
                        "unknown-parameter",
                        QueryTexts.NotAParameter,
                        known.Count == 0 ? QueryTexts.LeaveOut : QueryTexts.KnownOnes.With(known.Keys.Order())
                    )),
                ],
            };
    }

    private static ApiError? Repeated(IQueryCollection query, Dictionary<string, ApiParameterDescription> known)
    {
        var repeated = query
            .Where(q => q.Value.Count > 1 && known.TryGetValue(q.Key, out var parameter) && !IsList(parameter))
            .Select(q => q.Key)
            .ToList();
        return repeated.Count == 0
            ? null
            : new(ErrorKind.Malformed, "invalid-parameter", QueryTexts.Repeated, QueryTexts.OnlyOnce.With(string.Join("', '", repeated)))
            {
                Fields =
                [
                    .. repeated.Select(r => new FieldError(
                        r,
                        "repeated-parameter",
                        QueryTexts.CameMoreThanOnce,
                        Has<CommaSeparatedAttribute>(known[r]) ? QueryTexts.JoinWithCommas : QueryTexts.OneValue
                    )),
                ],
            };
    }

    /// <summary>
    /// The framework takes blanks for absence. Whoever joins a variable to a filter and finds it empty must not get everything; a
    /// search of nothing but apostrophes and accents looks for nothing either.
    /// </summary>
    private static ApiError? Empty(IQueryCollection query)
    {
        var empty = query.Where(q => q.Value.Count == 0 || q.Value.Any(v => SaysNothing(q.Key, v))).Select(q => q.Key).ToList();
        return empty.Count == 0
            ? null
            : new(ErrorKind.Malformed, "invalid-parameter", QueryTexts.Empty, QueryTexts.AreEmpty.With(string.Join("', '", empty)))
            {
                Fields = [.. empty.Select(e => new FieldError(e, "empty-parameter", QueryTexts.WithoutValue, QueryTexts.GiveOrLeaveOut))],
            };
    }

    private static bool SaysNothing(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) || (name == Search && SearchText.Normalize(value).Length == 0);

    private static ApiError? Unreadable(IQueryCollection query, Dictionary<string, ApiParameterDescription> known)
    {
        var found = query
            .SelectMany(q =>
                q.Value.Select(v =>
                    HiddenCharacters.Check(v ?? "", q.Key)
                    ?? (
                        known.TryGetValue(q.Key, out var parameter) && Has<PrintedAttribute>(parameter)
                            ? UnprintableCharacters.Check(v ?? "", q.Key)
                            : null
                    )
                )
            )
            .OfType<FieldError>()
            .ToList();
        return found.Count == 0
            ? null
            : new(
                ErrorKind.Malformed,
                "invalid-parameter",
                QueryTexts.Invalid,
                PatternTexts.FieldSentence.With(found[0].Field, found[0].Message)
            )
            {
                Fields = found,
            };
    }

    private static bool Has<T>(ApiParameterDescription parameter) =>
        parameter.ModelMetadata is DefaultModelMetadata { Attributes.PropertyAttributes: { } attributes } && attributes.OfType<T>().Any();

    /// <summary>A day so far away that its midnight in UTC does not exist is a mistake, not a filter.</summary>
    private static ApiError? ImplausibleDate(IQueryCollection query)
    {
        var far = query.Where(q => Day(q.Value) is { Year: < 1900 or > 2200 }).ToList();
        return far.Count == 0
            ? null
            : new(
                ErrorKind.Malformed,
                "invalid-parameter",
                QueryTexts.DateOutOfRange,
                QueryTexts.DayNotBetween.With(far[0].Key, far[0].Value.ToString())
            )
            {
                Fields = [.. far.Select(q => new FieldError(q.Key, "date-implausible", QueryTexts.NotBetween, QueryTexts.CorrectYear))],
            };
    }

    /// <summary>A range that ends before it begins holds nothing: whoever asks for it has changed the two.</summary>
    private static ApiError? Reversed(IQueryCollection query)
    {
        var found = query
            .Where(q => q.Key.EndsWith(First, StringComparison.OrdinalIgnoreCase))
            .Select(q => (First: q.Key, Last: q.Key == "from" ? "to" : q.Key[..^First.Length] + Last))
            .Where(r => Instant(query[r.First]) > Instant(query[r.Last]))
            .ToList();
        return found.Count == 0
            ? null
            : new(
                ErrorKind.Malformed,
                "invalid-parameter",
                QueryTexts.RangeReversed,
                QueryTexts.EndsBeforeItBegins.With(found[0].Last, found[0].First)
            )
            {
                Fields =
                [
                    .. found.Select(r => new FieldError(
                        r.Last,
                        "range-reversed",
                        QueryTexts.IsBefore.With(r.First),
                        QueryTexts.ChangeOver.With(r.First, r.Last)
                    )),
                ],
            };
    }

    private static DateTimeOffset? Instant(Microsoft.Extensions.Primitives.StringValues values) =>
        DateTimeOffset.TryParse(values.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    private static DateOnly? Day(Microsoft.Extensions.Primitives.StringValues values) =>
        DateOnly.TryParseExact(values.ToString(), "yyyy-MM-dd", out var day) ? day : null;

    private static bool IsList(ApiParameterDescription parameter) =>
        parameter.Type != typeof(string)
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(parameter.Type)
        && !Has<CommaSeparatedAttribute>(parameter);

    private static Dictionary<string, ApiParameterDescription> Describe(IServiceProvider services, string actionId) =>
        services
            .GetRequiredService<IApiDescriptionGroupCollectionProvider>()
            .ApiDescriptionGroups.Items.SelectMany(g => g.Items)
            .Where(d => d.ActionDescriptor.Id == actionId)
            .SelectMany(d => d.ParameterDescriptions)
            .Where(p => p.Source.Id == "Query")
            .ToDictionary(p => p.Name, StringComparer.Ordinal);
}
