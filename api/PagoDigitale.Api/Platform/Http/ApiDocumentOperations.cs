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

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.MethodInfo.GetCustomAttributes(typeof(OperationAttribute), false).FirstOrDefault() is not OperationAttribute declared)
            return;
        var schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        operation.Responses ??= [];
        foreach (var status in Common.Concat(declared.Refusals))
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "Problem",
                Content = new Dictionary<string, OpenApiMediaType> { [Problem.MediaType] = new() { Schema = schema } },
            };
        foreach (var upload in context.MethodInfo.GetParameters().SelectMany(p => p.GetCustomAttributes(typeof(UploadAttribute), false)).Cast<UploadAttribute>())
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = upload.MediaTypes.ToDictionary(m => m, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
    }
}
