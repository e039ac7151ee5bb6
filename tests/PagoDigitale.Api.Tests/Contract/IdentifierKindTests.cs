using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>
/// Where something else is asked for, an identifier of ours is a mistake: tried in every path and with every filter that openapi.yaml
/// has. An empty list would say that nothing is there.
/// </summary>
public sealed class IdentifierKindTests : IAsyncLifetime
{
    private const string Flow = "flw_01kav7w1ah9wxan0wvc4bxmpmj";

    private const string Position = "pos_01kav7w1ah9wxan0wvc4bxmpmj";

    /// <summary>Texts that the caller makes up, and the two that take identifiers of every kind (subjectId, resource).</summary>
    private static readonly string[] Open =
    [
        "after",
        "commonDescription",
        "cursor",
        "description",
        "externalId",
        "fileName",
        "q",
        "resource",
        "subjectId",
    ];

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

    [Fact]
    public async Task An_identifier_of_another_kind_is_refused_in_every_path_and_filter()
    {
        var (tried, wrong) = (0, new List<string>());
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.IsProtected))
        foreach (var parameter in operation.Parameters.Where(IsIdentifier))
        {
            tried++;
            if (await FaultAsync(operation, parameter) is { } fault)
                wrong.Add($"{operation.OperationId} {parameter["name"]}: {fault}");
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        tried.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task What_a_PSP_calls_its_rendicontazione_is_no_flow_of_ours()
    {
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            _api.Admin.Reversali.CreateAsync(_organizations.Foreign, new() { FlussoId = Flow })
        );
        var ofJob = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            _api.Admin.ReconciliationJobs.CreateAsync(_organizations.Foreign, new() { FlussoId = Flow })
        );

        refused
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(e => (e.Field, e.Code).ShouldBe(("flussoId", "flusso-id-invalid")));
        ofJob.Errors.ShouldHaveSingleItem().Code.ShouldBe("flusso-id-invalid");
    }

    [Theory]
    [InlineData("positions?flowId=" + Position, "Use an identifier that begins with flw_.")]
    [InlineData(
        "rendicontazioni?flussoId=" + Flow,
        "Use the identificativoFlusso, which the rendicontazione has as flussoId, or send this as flowId where the operation takes it."
    )]
    [InlineData("receipts/" + Position, "Use an identifier that begins with rcp_.")]
    public async Task The_remedy_says_what_is_wanted(string path, string remedy)
    {
        using var response = await _http.GetAsync($"/v1/organizations/{_organizations.Foreign}/{path}");

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors")[0].GetProperty("remedy").GetString().ShouldBe(remedy);
    }

    private static bool IsIdentifier(JsonObject parameter)
    {
        var schema = OpenApiContract.Instance.Resolve(parameter["schema"]!);
        return parameter["in"]!.GetValue<string>() is "path" or "query"
            && schema["type"]?.GetValue<string>() == "string"
            && schema["enum"] is null
            && schema["format"] is null
            && !Open.Contains(parameter["name"]!.GetValue<string>());
    }

    private async Task<string?> FaultAsync(ContractOperation operation, JsonObject parameter)
    {
        var name = parameter["name"]!.GetValue<string>();
        var pattern = OpenApiContract.Instance.Resolve(parameter["schema"]!)["pattern"]?.GetValue<string>();
        var sent = pattern?.StartsWith("^flw_", StringComparison.Ordinal) == true ? Position : Flow;
        using var request = _organizations.Request(operation, _organizations.Foreign, withBody: true);
        var uri = request.RequestUri!.ToString();
        request.RequestUri = new(
            parameter["in"]!.GetValue<string>() == "query"
                ? $"{uri.Split('?')[0]}?{string.Join('&', Query(uri).Append($"{name}={sent}").Where(q => !IsOther(q, name, sent)))}"
                : With(operation.Path, uri, name, sent),
            UriKind.Relative
        );
        using var response = await _http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.BadRequest)
            return $"{(int)response.StatusCode}";
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        return
            errors.EnumerateArray().Any(e => Text(e, "field") == name && Text(e, "code") == "identifier-of-another-kind")
            && errors.EnumerateArray().All(e => Text(e, "remedy").Length > 20)
            ? null
            : errors.ToString();
    }

    private static IEnumerable<string> Query(string uri) => uri.Split('?').Skip(1);

    /// <summary>What the request has for this parameter already, because it is required.</summary>
    private static bool IsOther(string query, string name, string sent) =>
        query.StartsWith($"{name}=", StringComparison.Ordinal) && query != $"{name}={sent}";

    private static string With(string template, string uri, string name, string sent)
    {
        var segments = uri.Split('?')[0].Split('/');
        segments[Array.IndexOf(template.Split('/'), $"{{{name}}}")] = sent;
        return string.Join('/', segments) + (uri.Contains('?', StringComparison.Ordinal) ? $"?{uri.Split('?')[1]}" : "");
    }

    private static string Text(JsonElement error, string member) => error.GetProperty(member).GetString()!;
}
