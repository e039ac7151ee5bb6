using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PagoDigitale.Platform.Security;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>
/// Whatever is wrong with a request, the refusal names it as the caller wrote it, and in the language the caller asked for. Tried with
/// everything that openapi.yaml lets a caller write, spoiled one thing at a time.
/// </summary>
public sealed partial class FieldNameTests : IAsyncLifetime
{
    private static readonly string Malformed = OpenApiContract.Instance.Root["components"]!["responses"]!["BadRequest"]![
        "description"
    ]!.ToString();

    private TestApi _api = null!;
    private TwoOrganizations _organizations = null!;
    private HttpClient _http = null!;
    private int _refusals;

    public async Task InitializeAsync()
    {
        _api = await TestApi.StartAsync();
        _organizations = await TwoOrganizations.CreateAsync(_api);
        _http = _api.Http(await _organizations.TokenAsync(Scopes.All, ["*"]));
        // What is no Italian in an Italian answer is a text that is in no catalogue.
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new("it"));
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Every_refused_field_is_one_the_caller_can_find_in_the_contract()
    {
        var wrong = new List<string>();
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.IsProtected))
        foreach (var spoiled in SpoiledRequests.Of(operation))
            wrong.AddRange((await TryAsync(spoiled)).Select(w => $"{operation.OperationId} {spoiled.What}: {w}"));

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        _refusals.ShouldBeGreaterThan(1_000);
    }

    private async Task<IEnumerable<string>> TryAsync(SpoiledRequest spoiled)
    {
        try
        {
            return await RefusalAsync(spoiled);
        }
        // A batch answers for each item by itself: what is wrong in one is no refusal of the request.
        catch (ContractViolationException)
            when (spoiled is { Operation.OperationId: "loadAccertamenti" } && spoiled.What.StartsWith("items", StringComparison.Ordinal))
        {
            return [];
        }
        catch (ContractViolationException violation)
        {
            return [violation.Message];
        }
    }

    private async Task<IEnumerable<string>> RefusalAsync(SpoiledRequest spoiled)
    {
        using var request = _organizations.Request(spoiled.Operation, _organizations.Foreign, withBody: true);
        if (spoiled.Query is { } query)
            request.RequestUri = new Uri($"{request.RequestUri!.ToString().Split('?')[0]}?{query}", UriKind.Relative);
        if (spoiled.Body is { } body)
            request.Content = SpoiledRequests.Content(spoiled.Operation, body);
        // Changes that were taken raise the version: whichever it is by now, it is one of these.
        if (spoiled.Operation.Method == "PATCH")
        {
            request.Headers.Remove("If-Match");
            request.Headers.TryAddWithoutValidation("If-Match", string.Join(", ", Enumerable.Range(1, 200).Select(v => $"\"{v}\"")));
        }
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldNotBe(HttpStatusCode.PreconditionFailed);
        if ((int)response.StatusCode is not (400 or 422))
            return (int)response.StatusCode >= 500 ? [$"{(int)response.StatusCode}"] : [];
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var names = SpoiledRequests.NamesOf(spoiled.Operation);
        _refusals++;
        var errors = problem["errors"]!.AsArray();
        return
        [
            .. errors.SelectMany(e => Faults(e!, spoiled, names)),
            .. CodeFaults(problem, spoiled),
            .. EnglishIn(problem),
            .. IsTold(spoiled, (int)response.StatusCode, errors) ? [] : new[] { $"is not among what is refused: {errors.ToJsonString()}" },
        ];
    }

    private static IEnumerable<string> EnglishIn(JsonNode problem) =>
        new[] { problem["title"]!, problem["detail"]! }
            .Concat(problem["errors"]!.AsArray().SelectMany(e => new[] { e!["message"]!, e["remedy"]! }))
            .Select(text => text.ToString())
            .Where(text => SpokenText.EnglishWords(text).Any())
            .Select(text => $"'{text}' is not Italian");

    /// <summary>The codes of 400 are those of the contract; null in a list is null-not-allowed wherever the list is.</summary>
    private static IEnumerable<string> CodeFaults(JsonNode problem, SpoiledRequest spoiled)
    {
        var (status, code) = (problem["status"]!.GetValue<int>(), problem["code"]!.ToString());
        if (status == 400 && !Malformed.Contains($"`{code}`", StringComparison.Ordinal))
            yield return $"{code} is not among the codes of 400";
        if (
            spoiled.What.EndsWith(" with null", StringComparison.Ordinal)
            && !(status == 400 && problem["errors"]!.AsArray().Any(IsNullItem))
        )
            yield return $"null in a list is not told: {problem["errors"]!.ToJsonString()}";
    }

    private static bool IsNullItem(JsonNode? error) =>
        error!["code"]!.ToString() == "null-not-allowed" && error["field"]!.ToString().EndsWith(']');

    /// <summary>What is absent where it is required, or there twice, has to be named itself.</summary>
    private static bool IsTold(SpoiledRequest spoiled, int status, JsonArray errors) =>
        status != 400
        || spoiled.What.Split(' ') is not [var name, "absent" or "twice"]
        || errors.Any(e => Indexes().Replace(e!["field"]!.ToString(), "") == name);

    private static IEnumerable<string> Faults(JsonNode error, SpoiledRequest spoiled, HashSet<string> names)
    {
        var (field, message) = (error["field"]!.ToString(), error["message"]!.ToString());
        if (
            !names.Contains(Indexes().Replace(field, ""))
            && spoiled.What != "unknown member"
            && !field.EndsWith(".x", StringComparison.Ordinal)
        )
            yield return $"'{field}' is no name of this operation ({message})";
        if (
            message.Contains("PagoDigitale", StringComparison.Ordinal)
            || message.Contains("System.", StringComparison.Ordinal)
            || FrameworkWords().IsMatch(message)
        )
            yield return $"{field}: '{message}' speaks of our code";
        if (string.IsNullOrWhiteSpace(error["remedy"]!.ToString()))
            yield return $"{field}: no remedy";
    }

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Indexes();

    /// <summary>Sentences of the frameworks begin with a name: 'The Limit field', "'File Name' must".</summary>
    [GeneratedRegex("^The .* field |^'[A-Z][a-z]+( [A-Z][a-z]+)*' (must|should|is|has)|field is required|JSON deserialization")]
    private static partial Regex FrameworkWords();
}
