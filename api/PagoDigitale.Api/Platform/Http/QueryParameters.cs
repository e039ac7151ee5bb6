using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Filters;
using PagoDigitale.Api.Platform.Results;

namespace PagoDigitale.Api.Platform.Http;

/// <summary>Refuses query parameters an operation does not have: a misspelt filter must not silently return everything.</summary>
public static class QueryParameters
{
    private static readonly ConcurrentDictionary<string, HashSet<string>> Known = new();

    public static ApiError? Unknown(ActionExecutingContext context)
    {
        var query = context.HttpContext.Request.Query;
        if (query.Count == 0)
            return null;
        var known = Known.GetOrAdd(context.ActionDescriptor.Id, id => Describe(context.HttpContext.RequestServices, id));
        var unknown = query.Keys.Where(k => !known.Contains(k)).ToList();
        return unknown.Count == 0
            ? ImplausibleDate(query)
            : new(ErrorKind.Malformed, "invalid-parameter", "A query parameter is not known", $"'{string.Join("', '", unknown)}' is not a parameter of this operation.")
            {
                Fields = [.. unknown.Select(u => new FieldError(u, "unknown-parameter", "is not a parameter of this operation",
                    known.Count == 0 ? "Leave it out." : $"Known ones: {string.Join(", ", known.Order())}."))],
            };
    }

    /// <summary>A day so far away that its midnight in UTC does not exist is a mistake, not a filter.</summary>
    private static ApiError? ImplausibleDate(IQueryCollection query)
    {
        foreach (var (name, values) in query)
            if (DateOnly.TryParseExact(values.ToString(), "yyyy-MM-dd", out var day) && day.Year is < 1900 or > 2200)
                return new(ErrorKind.Malformed, "invalid-parameter", "A date is out of range", $"{name}: {values} is not between 1900 and 2200.")
                {
                    Fields = [new(name, "date-out-of-range", "is not between 1900 and 2200", "Correct the year, or leave the filter out.")],
                };
        return null;
    }

    private static HashSet<string> Describe(IServiceProvider services, string actionId) =>
        services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(g => g.Items)
            .Where(d => d.ActionDescriptor.Id == actionId)
            .SelectMany(d => d.ParameterDescriptions)
            .Where(p => p.Source.Id == "Query")
            .Select(p => p.Name)
            .ToHashSet(StringComparer.Ordinal);
}
