using System.Globalization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Uploads;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PagoDigitale.Platform.Http;

/// <summary>Tells the live document what <see cref="OperationAttribute"/> and <see cref="UploadAttribute"/> imply.</summary>
public sealed class ApiDocumentOperations : IOperationFilter
{
    private static readonly string[] ChangeMediaTypes = ["application/merge-patch+json"];

    private static readonly int[] Public = [429, 500, 503];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var declared = context
            .MethodInfo.GetCustomAttributes(typeof(OperationAttribute), false)
            .Cast<OperationAttribute>()
            .SingleOrDefault();
        var open = context
            .MethodInfo.GetCustomAttributes(typeof(PublicOperationAttribute), false)
            .Cast<PublicOperationAttribute>()
            .SingleOrDefault();
        var refusals =
            declared is not null ? RefusalsOf(context.ApiDescription)
            : open is not null ? Public.Concat(open.Refusals)
            : [];
        var schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        operation.Responses ??= [];
        foreach (var status in refusals)
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "Problem",
                Content = new Dictionary<string, IOpenApiMediaType> { [Problem.MediaType] = new OpenApiMediaType { Schema = schema } },
            };
        if (declared is not null)
            AddConventions(operation, context);
        // The generator takes every form for a multipart one.
        if (context.MethodInfo.IsDefined(typeof(FormBodyAttribute), false) && operation.RequestBody?.Content is { Count: 1 } form)
        {
            var schemaOfForm = form.Values.Single();
            form.Clear();
            form[FormBodyAttribute.MediaType] = schemaOfForm;
        }
        foreach (
            var upload in context
                .MethodInfo.GetParameters()
                .SelectMany(p => p.GetCustomAttributes(typeof(UploadAttribute), false))
                .Cast<UploadAttribute>()
        )
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = upload
                    .MediaTypes.Append(MultipartUpload.MediaType)
                    .ToDictionary(
                        m => m,
                        IOpenApiMediaType (_) =>
                            new OpenApiMediaType
                            {
                                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                            }
                    ),
            };
    }

    /// <summary>What <see cref="OperationFilter"/> and the merge patch binder add to every operation of their kind.</summary>
    private static void AddConventions(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Parameters ??= [];
        if (context.ApiDescription.HttpMethod == "POST")
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = Idempotency.IdempotencyStore.Header,
                    In = ParameterLocation.Header,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        var patch = context
            .MethodInfo.GetParameters()
            .Select(p => p.ParameterType)
            .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(MergePatch<>));
        if (patch is not null)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = ChangeMediaTypes.ToDictionary(
                    m => m,
                    IOpenApiMediaType (_) =>
                        new OpenApiMediaType
                        {
                            Schema = context.SchemaGenerator.GenerateSchema(patch.GetGenericArguments()[0], context.SchemaRepository),
                        }
                ),
            };
    }

    /// <summary>What an operation may refuse with follows from its shape: a path to miss, a version to guard, a body to read.</summary>
    private static IEnumerable<int> RefusalsOf(ApiDescription description)
    {
        int[] always = [400, 401, 403, 429, 500, 503];
        int[] path = description.RelativePath!.Contains('{', StringComparison.Ordinal) ? [404] : [];
        int[] body = description.ParameterDescriptions.Any(p => p.Source.Id == "Body") ? [413, 415] : [];
        int[] verb = description.HttpMethod switch
        {
            "POST" => [409, 422],
            "PATCH" when description.ActionDescriptor.EndpointMetadata.OfType<OperationAttribute>().Any(o => o.CanConflict) =>
            [
                409,
                412,
                422,
                428,
            ],
            "PATCH" => [412, 422, 428],
            "PUT" => [422],
            "GET" when description.ActionDescriptor.EndpointMetadata.OfType<OperationAttribute>().Any(o => o.CanConflict) => [409],
            _ => [],
        };
        return [.. always, .. path, .. body, .. verb];
    }
}
