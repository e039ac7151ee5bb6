using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using PagoDigitale.Platform.Security;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>What every operation refuses in the same way, tried on every operation of openapi.yaml.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const int JsonBodyLengthMax = 1024 * 1024;

    /// <summary>Of rendicontazioni; all other files have less.</summary>
    private const long FileLengthMax = 200L * 1024 * 1024;

    private TestApi _api = null!;
    private TwoOrganizations _organizations = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        // Some tests make many calls of one organization wait for the same thing, and are about that thing.
        _api = await TestApi.ListenAsync(
            ("PagoDigitale:Limits:CallsPerOrganization", "26"),
            ("PagoDigitale:Limits:CallsPerClient", "26"),
            ("PagoDigitale:Limits:PatienceSeconds", "90")
        );
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
        EachAsync(
            Protected,
            HttpStatusCode.BadRequest,
            request =>
                request.RequestUri = new Uri(
                    $"{request.RequestUri}{(request.RequestUri!.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')}misspelt=1",
                    UriKind.Relative
                )
        );

    [Fact]
    public Task A_body_of_another_media_type_is_refused_by_every_operation_that_takes_one() =>
        EachAsync(
            Protected.Where(o => o.Definition["requestBody"] is not null),
            HttpStatusCode.UnsupportedMediaType,
            request => request.Content = new StringContent("a=1", Encoding.UTF8, "application/x-unheard-of")
        );

    /// <summary>The framework reads forms before anybody asks for one, and stumbles over this name.</summary>
    [Theory]
    [InlineData("a[", "application/x-www-form-urlencoded")]
    [InlineData("a[0", "application/x-www-form-urlencoded")]
    [InlineData("[", "application/x-www-form-urlencoded; charset=utf-8")]
    public Task A_form_is_another_media_type_whatever_its_fields_are_called(string name, string mediaType) =>
        EachAsync(
            Protected.Where(o => o.Definition["requestBody"] is not null),
            HttpStatusCode.UnsupportedMediaType,
            request => request.Content = new StringContent($"{name}=1", Encoding.UTF8, MediaTypeHeaderValue.Parse(mediaType))
        );

    [Fact]
    public async Task A_form_without_a_token_is_a_call_without_a_token()
    {
        using var anonymous = _api.Http();
        foreach (var operation in Protected.Where(o => o.Method is "POST" or "PUT" or "PATCH"))
        {
            using var request = _organizations.Request(operation, _organizations.Foreign, withBody: false);
            request.Content = new StringContent("a[=1", Encoding.UTF8, "application/x-www-form-urlencoded");
            using var response = await anonymous.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, operation.OperationId);
        }
    }

    [Fact]
    public async Task A_name_with_an_open_bracket_is_an_unknown_parameter_and_spoils_no_token_request()
    {
        using var query = await _http.GetAsync("/v1/organizations?a[=1&limit[0=2");
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("client_id", TestApi.AdminClientId),
            new("client_secret", TestApi.AdminSecret),
            new("a[", "1"),
        ]);
        using var token = await _http.PostAsync("/v1/oauth/token", form);

        query.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await query.Content.ReadAsStringAsync()).ShouldContain("unknown-parameter");
        token.StatusCode.ShouldBe(HttpStatusCode.OK, "RFC 6749 §3.2: unrecognised parameters are ignored");
    }

    [Fact]
    public Task A_JSON_body_over_one_mebibyte_is_refused_by_every_operation_that_takes_one() =>
        EachAsync(
            Protected.Where(o => MediaTypeOf(o)?.EndsWith("json", StringComparison.Ordinal) == true),
            HttpStatusCode.RequestEntityTooLarge,
            (operation, request) =>
            {
                request.Headers.ExpectContinue = true;
                request.Content = new StringContent(
                    $"{{\"a\":\"{new string('x', JsonBodyLengthMax)}\"}}",
                    Encoding.UTF8,
                    MediaTypeOf(operation)!
                );
            }
        );

    [Fact]
    public Task An_idempotency_key_that_is_none_is_refused_by_every_POST() =>
        EachAsync(
            Protected.Where(o => o.Method == "POST"),
            HttpStatusCode.UnprocessableEntity,
            request => request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 256))
        );

    [Fact]
    public async Task A_file_over_its_limit_is_refused_by_every_upload_before_it_is_sent()
    {
        var uploads = Protected.Where(o => MediaTypeOf(o)?.EndsWith("json", StringComparison.Ordinal) == false).ToList();
        uploads
            .Select(o => o.OperationId)
            .ShouldBe(
                [
                    "uploadOrganizationLogo",
                    "uploadFlow",
                    "uploadReceipt",
                    "uploadRendicontazione",
                    "uploadBankStatement",
                    "previewBankStatement",
                    "uploadReceiptArchive",
                    "uploadTaxonomyVersion",
                ],
                ignoreOrder: true
            );
        await EachAsync(
            uploads,
            HttpStatusCode.RequestEntityTooLarge,
            (operation, request) =>
            {
                request.Headers.ExpectContinue = true;
                request.Content = new AnnouncedContent(FileLengthMax + 1, MediaTypeOf(operation)!);
            }
        );
    }

    [Fact]
    public async Task A_key_that_is_being_worked_on_is_a_conflict_for_every_POST()
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        // The first request, which does not come to an end.
        await using var running = await connection.BeginTransactionAsync();
        await using var claim = new NpgsqlCommand(
            $"""
            INSERT INTO idempotency_keys (organization_id, client_id, idempotency_key, operation_id, input_hash, created_at)
            VALUES ('{_organizations.Foreign}', '{TestApi.AdminClientId}', 'busy', 'any', 'x', now()), ('*', '{TestApi.AdminClientId}',
                'busy', 'any', 'x', now())
            """,
            connection
        );
        await claim.ExecuteNonQueryAsync();

        // All at once: each waits its fifteen seconds for the first to end.
        await Task.WhenAll(
            Protected
                .Where(o => o.Method == "POST")
                .Select(o =>
                    EachAsync(
                        [o],
                        HttpStatusCode.Conflict,
                        request =>
                        {
                            request.Headers.TryAddWithoutValidation("Idempotency-Key", "busy");
                            // The instant of its example may be over.
                            if (o.OperationId == "createClientSecret")
                                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
                        }
                    )
                )
        );
    }

    [Theory]
    [InlineData("11111111111")]
    [InlineData("*")]
    [InlineData("%2A")]
    [InlineData("%2a")]
    [InlineData("platform")]
    public async Task An_organization_that_does_not_exist_is_found_by_no_operation(string organization)
    {
        using var bound = _api.Http(await _organizations.TokenAsync(Scopes.All, [_organizations.Own]));
        var wrong = new List<string>();
        foreach (var operation in Protected.Where(o => o.IsTenant))
        foreach (var (http, expected) in new[] { (_http, HttpStatusCode.NotFound), (bound, HttpStatusCode.Forbidden) })
        {
            using var request = _organizations.Request(operation, organization, withBody: true);
            using var response = await http.SendAsync(request);
            if (response.StatusCode != expected)
                wrong.Add($"{operation.OperationId}: {(int)response.StatusCode}, not {(int)expected}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public Task A_change_without_If_Match_is_refused_by_every_PATCH() =>
        EachAsync(
            Protected.Where(o => o.Method == "PATCH"),
            HttpStatusCode.PreconditionRequired,
            request =>
            {
                request.Headers.Remove("If-Match");
                request.Content = EmptyPatch();
            }
        );

    [Fact]
    public Task A_change_of_another_version_is_refused_by_every_PATCH() =>
        EachAsync(
            Protected.Where(o => o.Method == "PATCH"),
            HttpStatusCode.PreconditionFailed,
            request =>
            {
                request.Headers.Remove("If-Match");
                request.Headers.TryAddWithoutValidation("If-Match", "\"987\"");
                request.Content = EmptyPatch();
            }
        );

    [Fact]
    public async Task Too_many_requests_are_refused_by_every_operation_with_the_time_to_wait()
    {
        await using var api = await TestApi.ListenAsync(
            ("PagoDigitale:RateLimit:PerClientPerMinute", "0"),
            ("PagoDigitale:RateLimit:PerAddressPerMinute", "0")
        );
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

    private async Task EachAsync(
        IEnumerable<ContractOperation> operations,
        HttpStatusCode expected,
        Action<ContractOperation, HttpRequestMessage> spoil
    )
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

/// <summary>A body that says how long it is and is never sent: the server answers before.</summary>
internal sealed class AnnouncedContent : HttpContent
{
    private readonly long _length;

    public AnnouncedContent(long length, string mediaType)
    {
        _length = length;
        Headers.ContentType = new(mediaType);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new InvalidOperationException("The server asked for a body it could have refused.");
}
