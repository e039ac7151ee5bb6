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
            ? null
            : new(ErrorKind.Malformed, "invalid-parameter", "A query parameter is not known", $"'{string.Join("', '", unknown)}' is not a parameter of this operation.")
            {
                Fields = [.. unknown.Select(u => new FieldError(u, "unknown-parameter", "is not a parameter of this operation",
                    known.Count == 0 ? "Leave it out." : $"Known ones: {string.Join(", ", known.Order())}."))],
            };
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
