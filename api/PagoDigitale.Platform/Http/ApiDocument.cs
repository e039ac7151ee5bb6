using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// What the application says of itself, for the test that compares it with the contract. Callers are shown the contract, never this.
/// </summary>
public static class ApiDocument
{
    /// <summary>The name of an action, in the contract's spelling.</summary>
    public static string OperationId(ControllerActionDescriptor action) =>
        char.ToLowerInvariant(action.ActionName[0]) + action.ActionName[1..];

    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddSwaggerGen(o =>
        {
            o.SwaggerDoc("v1", new() { Title = "PagoDigitale", Version = "v1" });
            o.CustomOperationIds(d => d.ActionDescriptor is ControllerActionDescriptor action ? OperationId(action) : null);
            o.MapType<Message>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            o.SupportNonNullableReferenceTypes();
            o.NonNullableReferenceTypesAsRequired();
            o.OperationFilter<ApiDocumentOperations>();
        });
}
