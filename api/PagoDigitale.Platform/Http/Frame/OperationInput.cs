using System.Collections.Concurrent;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.Filters;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>Whether the input is right: query, shape, texts, rules, all that a body says of itself at once.</summary>
internal static class OperationInput
{
    /// <summary>What the rules of a type are registered as.</summary>
    private static readonly ConcurrentDictionary<Type, Type> Rules = new();

    public static async Task<ApiError?> CheckAsync(ActionExecutingContext context, CancellationToken ct)
    {
        var query = QueryParameters.Check(context);
        if (!context.ModelState.IsValid)
        {
            var shape = await MalformedInput.FromAsync(context.ModelState, context.HttpContext, ct);
            return query is null || shape.Kind != ErrorKind.Malformed ? shape : QueryParameters.Together(query, shape);
        }
        if (query is not null)
            return query;
        if (Embedding.Check(context.ActionDescriptor, context.HttpContext) is { } refused)
            return refused;
        if (FieldSelection.Check(context.ActionDescriptor, context.HttpContext) is { } unknown)
            return unknown;
        var (nulls, faults) = await JsonBodyTexts.CheckAsync(context.HttpContext, ct);
        // What is wrong with a change is known when it is applied: what its texts and lists hold is told with the rest.
        if (
            context.ActionArguments.Values.OfType<IMergePatch>().FirstOrDefault() is { } patch
            && !faults.Exists(JsonBodyTexts.IsUnreadable)
        )
        {
            patch.Found(nulls, faults);
            return null;
        }
        if (nulls.Count > 0)
            return ApiError.Malformed(JsonFault.WrongShape, nulls);
        foreach (var argument in context.ActionArguments.Values)
        {
            if (argument is null || context.HttpContext.RequestServices.GetService(RulesOf(argument.GetType())) is not IValidator validator)
                continue;
            faults.AddRange((await validator.ValidateAsync(new ValidationContext<object>(argument), ct)).ToFieldErrors());
        }
        return faults.Count == 0 ? null : ApiError.Invalid(faults);
    }

    private static Type RulesOf(Type type) => Rules.GetOrAdd(type, static t => typeof(IValidator<>).MakeGenericType(t));
}
