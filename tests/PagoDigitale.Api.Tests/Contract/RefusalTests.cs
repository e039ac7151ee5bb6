using System.Net;
using System.Text;
using PagoDigitale.Api.Platform.Security;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>What every operation refuses in the same way, tried on every operation of openapi.yaml.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const int JsonBodyLengthMax = 1024 * 1024;

    private TestApi _api = null!;
    private TwoOrganizations _organizations = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _api = await TestApi.StartAsync();
        _organizations = await TwoOrganizations.CreateAsync(_api);
        _http = _api.Http(await _organizations.TokenAsync(Scopes.All, ["*"]));
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _api.DisposeAsync();
    }

    private static IEnumerable<ContractOperation> Protected => OpenApiContract.Instance.Operations.Where(o => o.IsProtected);

    [Fact]
    public Task An_unknown_query_parameter_is_refused_by_every_operation() =>
        EachAsync(Protected, HttpStatusCode.BadRequest, request => request.RequestUri = new Uri($"{request.RequestUri}{(request.RequestUri!.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')}misspelt=1", UriKind.Relative));

    [Fact]
    public Task A_body_of_another_media_type_is_refused_by_every_operation_that_takes_one() =>
        EachAsync(Protected.Where(o => o.Definition["requestBody"] is not null), HttpStatusCode.UnsupportedMediaType,
            request => request.Content = new StringContent("a=1", Encoding.UTF8, "application/x-unheard-of"));

    [Fact]
    public Task A_JSON_body_over_one_mebibyte_is_refused_by_every_operation_that_takes_one() =>
        EachAsync(Protected.Where(o => MediaTypeOf(o)?.EndsWith("json", StringComparison.Ordinal) == true), HttpStatusCode.RequestEntityTooLarge,
            (operation, request) => request.Content = new StringContent($"{{\"a\":\"{new string('x', JsonBodyLengthMax)}\"}}", Encoding.UTF8, MediaTypeOf(operation)!));

    [Fact]
    public Task An_idempotency_key_that_is_none_is_refused_by_every_POST() =>
        EachAsync(Protected.Where(o => o.Method == "POST"), HttpStatusCode.UnprocessableEntity, request => request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 256)));

    [Fact]
    public async Task An_organization_that_does_not_exist_is_found_by_no_operation()
    {
        var wrong = new List<string>();
        foreach (var operation in Protected.Where(o => o.IsTenant))
        {
            using var request = _organizations.Request(operation, "11111111111", withBody: true);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.NotFound)
                wrong.Add($"{operation.OperationId}: {(int)response.StatusCode}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public Task A_change_without_If_Match_is_refused_by_every_PATCH() =>
        EachAsync(Protected.Where(o => o.Method == "PATCH"), HttpStatusCode.PreconditionRequired, request =>
        {
            request.Headers.Remove("If-Match");
            request.Content = EmptyPatch();
        });

    [Fact]
    public Task A_change_of_another_version_is_refused_by_every_PATCH() =>
        EachAsync(Protected.Where(o => o.Method == "PATCH"), HttpStatusCode.PreconditionFailed, request =>
        {
            request.Headers.Remove("If-Match");
            request.Headers.TryAddWithoutValidation("If-Match", "\"987\"");
            request.Content = EmptyPatch();
        });

    [Fact]
    public async Task Too_many_requests_are_refused_by_every_operation_with_the_time_to_wait()
    {
        await using var api = await TestApi.StartAsync(("PagoDigitale:RateLimit:PerClientPerMinute", "0"), ("PagoDigitale:RateLimit:PerAddressPerMinute", "0"));
        using var http = api.Http();
        foreach (var operation in OpenApiContract.Instance.Operations)
        {
            using var request = _organizations.Request(operation, _organizations.Own, withBody: false);
            using var response = await http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, operation.OperationId);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    private static StringContent EmptyPatch() => new("{}", Encoding.UTF8, "application/merge-patch+json");

    private static string? MediaTypeOf(ContractOperation operation) =>
        operation.Definition["requestBody"] is { } body ? OpenApiContract.Instance.Resolve(body)["content"]!.AsObject().First().Key : null;

    private Task EachAsync(IEnumerable<ContractOperation> operations, HttpStatusCode expected, Action<HttpRequestMessage> spoil) =>
        EachAsync(operations, expected, (_, request) => spoil(request));

    private async Task EachAsync(IEnumerable<ContractOperation> operations, HttpStatusCode expected, Action<ContractOperation, HttpRequestMessage> spoil)
    {
        var wrong = new List<string>();
        foreach (var operation in operations)
        {
            using var request = _organizations.Request(operation, _organizations.Foreign, withBody: true);
            spoil(operation, request);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode != expected)
                wrong.Add($"{operation.OperationId}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }
}
