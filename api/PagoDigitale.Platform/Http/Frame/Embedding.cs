using Microsoft.AspNetCore.Mvc.Abstractions;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>What <c>embed</c> may name, and who.</summary>
internal static class Embedding
{
    public static ApiError? Check(ActionDescriptor action, HttpContext http)
    {
        if (QueryValue.List(http, EmbedsAttribute.Parameter) is not { } asked)
            return null;
        var known = action.EndpointMetadata.OfType<EmbedsAttribute>().ToDictionary(e => e.Name, e => e.Scope);
        if (
            (QueryValue.TryAll(asked, EmbedsAttribute.Parameter, known.Keys) ?? QueryValue.TryOnce(asked, EmbedsAttribute.Parameter)) is
            { } wrong
        )
            return wrong;
        return asked.FirstOrDefault(name => known[name] is { } scope && !Caller.Of(http)!.HasScope(scope)) is { } refused
            ? new(ErrorKind.Forbidden, "scope-missing", FrameTexts.NoScope, FrameTexts.EmbedNeeds.With(refused, known[refused]))
            : null;
    }
}
