using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Platform.Security;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>Nobody gets in where they don't belong: every operation of openapi.yaml is tried with every wrong credential.</summary>
public sealed class UnauthorizedTests : IAsyncLifetime
{
    private TestApi _api = null!;
    private TwoOrganizations _organizations = null!;

    /// <summary>Operations that these tests leave out. It is empty, and stays so.</summary>
    public static readonly string[] NotCovered = [];

    /// <summary>What needs no token, on purpose.</summary>
    private static readonly string[] Open =
    [
        "readStatus",
        "readReadiness",
        "issueToken",
        "readSigningKeys",
        "readServerMetadata",
        "readProblemCatalogue",
        "readProblem",
    ];

    /// <summary>What any client may read: it is nobody's own.</summary>
    private static readonly string[] ForAnyClient =
    [
        "listTaxonomyVersions",
        "readTaxonomyVersion",
        "listTaxonomyCodes",
        "readTaxonomyCode",
    ];

    public async Task InitializeAsync()
    {
        _api = await TestApi.StartAsync();
        _organizations = await TwoOrganizations.CreateAsync(_api);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    private static IEnumerable<ContractOperation> Protected => OpenApiContract.Instance.Operations.Where(o => o.IsProtected);

    [Fact]
    public void Every_operation_but_the_open_ones_demands_a_scope_and_is_covered()
    {
        OpenApiContract.Instance.Operations.Where(o => !o.IsProtected).Select(o => o.OperationId).ShouldBe(Open, ignoreOrder: true);
        Protected.Where(o => o.Scope is null).Select(o => o.OperationId).ShouldBe(ForAnyClient, ignoreOrder: true);
        Protected.Where(o => o.Scope is null).ShouldAllBe(o => !o.IsTenant && o.Method == "GET");
        NotCovered.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_operation_answers_a_caller_without_a_token()
    {
        using var http = _api.Http();
        await EachAsync(http, Protected, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task No_operation_believes_a_forged_or_expired_token()
    {
        var forged = new ForgedTokens(_api);
        foreach (var kind in ForgedTokens.Kinds)
        {
            using var http = _api.Http(await forged.MakeAsync(kind));
            await EachAsync(http, Protected, HttpStatusCode.Unauthorized, kind);
        }
    }

    [Fact]
    public async Task No_operation_answers_a_token_that_has_every_scope_but_the_needed_one()
    {
        foreach (var scope in Protected.Select(o => o.Scope).OfType<string>().Distinct())
        {
            using var http = _api.Http(await _organizations.TokenAsync(Scopes.All.Where(s => s != scope), [_organizations.Own]));
            await EachAsync(http, Protected.Where(o => o.Scope == scope), HttpStatusCode.Forbidden, $"without {scope}");
        }
    }

    [Fact]
    public async Task No_operation_answers_a_client_of_another_organization()
    {
        using var http = _api.Http(await _organizations.TokenAsync(Scopes.All, [_organizations.Own]));
        foreach (var operation in Protected.Where(o => o.IsTenant))
            await ExpectAsync(http, operation, _organizations.Foreign, HttpStatusCode.Forbidden, "another organization's path");
    }

    /// <summary>
    /// The platform's operations that look themselves at the binding, with a request that reaches for somebody else's; and the
    /// taxonomy, which is nobody's and for everybody to read.
    /// </summary>
    private static readonly Dictionary<string, (string? Body, HttpStatusCode Expected)> LooksAtBinding = new()
    {
        ["listOrganizations"] = (null, HttpStatusCode.OK),
        ["createOrganization"] = ("""{"fiscalCode":"11111111115","name":"Ente"}""", HttpStatusCode.Forbidden),
        ["listClients"] = (null, HttpStatusCode.OK),
        ["createClient"] = ("""{"name":"X","scopes":["services:read"],"organizations":["*"]}""", HttpStatusCode.Forbidden),
        ["readClient"] = (null, HttpStatusCode.NotFound),
        ["changeClient"] = ("""{"isActive":false}""", HttpStatusCode.NotFound),
        ["createClientSecret"] = ("{}", HttpStatusCode.NotFound),
        ["listEventsAcrossOrganizations"] = (null, HttpStatusCode.OK),
        ["listTaxonomyVersions"] = (null, HttpStatusCode.OK),
        ["readTaxonomyVersion"] = (null, HttpStatusCode.NotFound),
        ["listTaxonomyCodes"] = (null, HttpStatusCode.OK),
        ["readTaxonomyCode"] = (null, HttpStatusCode.NotFound),
    };

    [Fact]
    public async Task Operations_of_the_platform_give_a_client_of_one_organization_nothing_of_others()
    {
        using var http = _api.Http(await _organizations.TokenAsync(Scopes.All, [_organizations.Own]));
        var ofPlatform = Protected.Where(o => !o.IsTenant).ToList();
        LooksAtBinding.Keys.Except(ofPlatform.Select(o => o.OperationId)).ShouldBeEmpty();
        foreach (var operation in ofPlatform)
        {
            var (body, expected) = LooksAtBinding.GetValueOrDefault(operation.OperationId, (null, HttpStatusCode.Forbidden));
            using var request = _organizations.Request(operation, _organizations.Own, withBody: true);
            if (body is not null)
                request.Content = new StringContent(
                    body,
                    Encoding.UTF8,
                    operation.Method == "PATCH" ? "application/merge-patch+json" : "application/json"
                );
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(expected, $"{operation.OperationId}: {text}");
            if (expected == HttpStatusCode.OK)
                _organizations
                    .ForeignIdentifiers.Append(_organizations.Foreign)
                    .Where(i => text.Contains(i, StringComparison.Ordinal))
                    .ShouldBeEmpty(operation.OperationId);
        }
    }

    [Fact]
    public async Task Another_organizations_things_do_not_exist_under_the_own_path()
    {
        using var http = _api.Http(await _organizations.TokenAsync(Scopes.All, [_organizations.Own]));
        var withIdentifiers = Protected.Where(o => o.IsTenant && o.Path.Count(c => c == '{') > 1);
        foreach (var operation in withIdentifiers)
            await ExpectAsync(
                http,
                operation,
                _organizations.Own,
                HttpStatusCode.NotFound,
                "another organization's identifiers",
                withBody: true
            );
    }

    [Fact]
    public async Task Lists_show_nothing_of_another_organization()
    {
        using var http = _api.Http(await _organizations.TokenAsync(Scopes.All, [_organizations.Own]));
        foreach (
            var operation in Protected.Where(o =>
                o is { IsTenant: true, Method: "GET" }
                && o.OperationId.StartsWith("list", StringComparison.Ordinal)
                && o.Path.Count(c => c == '{') == 1
            )
        )
        {
            var query = operation.OperationId == "listAllocations" ? "?iuv=01000000000000144" : "";
            var text = await http.GetStringAsync(
                operation.Path.Replace("{organization}", _organizations.Own, StringComparison.Ordinal) + query
            );
            _organizations
                .ForeignIdentifiers.Where(i => text.Contains(i, StringComparison.Ordinal))
                .ShouldBeEmpty($"{operation.OperationId} shows another organization's things");
        }
    }

    private async Task EachAsync(HttpClient http, IEnumerable<ContractOperation> operations, HttpStatusCode expected, string why = "")
    {
        foreach (var operation in operations)
            await ExpectAsync(http, operation, _organizations.Own, expected, why);
    }

    private async Task ExpectAsync(
        HttpClient http,
        ContractOperation operation,
        string organization,
        HttpStatusCode expected,
        string why,
        bool withBody = false
    )
    {
        using var request = _organizations.Request(operation, organization, withBody);
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(expected, $"{operation.OperationId} {why}: {await response.Content.ReadAsStringAsync()}");
    }
}
