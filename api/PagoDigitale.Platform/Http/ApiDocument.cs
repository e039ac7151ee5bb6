using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// The live OpenAPI document at /openapi/v1.json and its page at /swagger. The contract is openapi.yaml; a test compares the two.
/// </summary>
public static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddSwaggerGen(o =>
        {
            o.SwaggerDoc("v1", new() { Title = "PagoDigitale", Version = "v1" });
            o.CustomOperationIds(d =>
                d.ActionDescriptor is ControllerActionDescriptor action
                    ? char.ToLowerInvariant(action.ActionName[0]) + action.ActionName[1..]
                    : null
            );
            o.MapType<Message>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            o.SupportNonNullableReferenceTypes();
            o.NonNullableReferenceTypesAsRequired();
            o.OperationFilter<ApiDocumentOperations>();
        });

    public static void UseApiDocument(this WebApplication app)
    {
        app.UseSwagger(o => o.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(o =>
        {
            o.RoutePrefix = "swagger";
            o.SwaggerEndpoint("/openapi/v1.json", "PagoDigitale v1");
        });
    }
}
