using System.Globalization;
using Microsoft.OpenApi;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Uploads;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PagoDigitale.Api.Platform.Http;

/// <summary>Tells the live document what <see cref="OperationAttribute"/> and <see cref="UploadAttribute"/> imply.</summary>
public sealed class ApiDocumentOperations : IOperationFilter
{
    /// <summary>What any authenticated operation may answer.</summary>
    private static readonly int[] Common = [400, 401, 403, 429, 500, 503];

    private static readonly int[] CommonPublic = [429, 500, 503];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var declared = context.MethodInfo.GetCustomAttributes(typeof(OperationAttribute), false).Cast<OperationAttribute>().SingleOrDefault();
        var open = context.MethodInfo.GetCustomAttributes(typeof(PublicOperationAttribute), false).Cast<PublicOperationAttribute>().SingleOrDefault();
        var refusals = declared is not null ? Common.Concat(declared.Refusals) : open is not null ? CommonPublic.Concat(open.Refusals) : [];
        var schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        operation.Responses ??= [];
        foreach (var status in refusals)
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "Problem",
                Content = new Dictionary<string, IOpenApiMediaType> { [Problem.MediaType] = new OpenApiMediaType { Schema = schema } },
            };
        foreach (var upload in context.MethodInfo.GetParameters().SelectMany(p => p.GetCustomAttributes(typeof(UploadAttribute), false)).Cast<UploadAttribute>())
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = upload.MediaTypes.ToDictionary(m => m, IOpenApiMediaType (_) => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
    }
}
