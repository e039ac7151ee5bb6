using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>
/// A filter that can find nothing because of how it is written is a mistake, and said to be one: every query parameter of every
/// list with a value that breaks what openapi.yaml says of it.
/// </summary>
public sealed class FilterFormTests(FilterFormTests.Host host) : IClassFixture<FilterFormTests.Host>
{
    /// <summary>
    /// What the forms say is tried. No text at all is wrong for every one: a filter without a value would find everything.
    /// </summary>
    public static TheoryData<string, string, string> WrongValues
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.Method == "GET"))
            foreach (var parameter in operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query"))
            foreach (var value in Wrong(OpenApiContract.Instance.Resolve(parameter["schema"]!), data.Count))
                data.Add(operation.OperationId, parameter["name"]!.GetValue<string>(), value);
            return data;
        }
    }

    [Theory, MemberData(nameof(WrongValues))]
    public async Task A_value_of_a_wrong_form_is_refused_by_its_name(string operation, string parameter, string value)
    {
        using var http = await Registry.HttpAsync(host.Api);

        using var response = await http.GetAsync($"{PathOf(operation)}?{parameter}={Uri.EscapeDataString(value)}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{parameter}={value}");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        var error = problem.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("field").GetString().ShouldBe(parameter);
        error.GetProperty("remedy").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    /// <summary>Every range of days of every list: its last parameter and the first one.</summary>
    public static TheoryData<string, string, string> Ranges
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.Method == "GET"))
            {
                var names = operation.Parameters.Select(p => p["name"]!.GetValue<string>()).ToHashSet();
                foreach (var first in names.Where(n => n.EndsWith("From", StringComparison.OrdinalIgnoreCase)))
                    data.Add(operation.OperationId, first, names.Single(n => n == (first == "from" ? "to" : first[..^4] + "To")));
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Ranges))]
    public async Task A_range_that_ends_before_it_begins_is_refused_and_one_day_is_a_range(string operation, string first, string last)
    {
        using var http = await Registry.HttpAsync(host.Api);

        var time = first == "from" ? "T00:00:00Z" : "";

        using var reversed = await http.GetAsync($"{PathOf(operation)}?{first}=2026-11-29{time}&{last}=2026-11-28{time}");
        using var oneDay = await http.GetAsync($"{PathOf(operation)}?{first}=2026-11-28{time}&{last}=2026-11-28{time}");

        reversed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await reversed.Content.ReadFromJsonAsync<JsonElement>();
        var error = problem.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        (error.GetProperty("field").GetString(), error.GetProperty("code").GetString()).ShouldBe((last, "range-reversed"));
        oneDay.StatusCode.ShouldNotBe(HttpStatusCode.BadRequest);
    }

    private string PathOf(string operation) =>
        OpenApiContract
            .Instance.Operation(operation)
            .Path.Replace("{organization}", host.Organization, StringComparison.Ordinal)
            .Replace("{position}", "pos_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{receipt}", "rcp_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{movement}", "mov_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{flow}", "flw_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{statement}", "bst_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{rendicontazione}", "rnd_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{job}", "rcj_00000000000000000000000000", StringComparison.Ordinal);

    /// <param name="turn">Of the many ways in which other programs write a value each parameter is tried with one, all by turns.</param>
    private static IEnumerable<string> Wrong(JsonObject schema, int turn)
    {
        yield return "";
        yield return " ";
        if (schema["enum"] is not null)
            yield return "nonsense";
        // What takes several values takes no empty one among them, and none that it does not know.
        if (schema["items"]?["enum"] is JsonArray several)
            foreach (var value in new[] { "nonsense", $"{several[0]},nonsense", $"{several[0]},", ",", $"{several[0]};{several[^1]}" })
                yield return value;
        if (schema["pattern"] is not null)
            foreach (var value in new[] { "1", "a b", "è" })
                if (!System.Text.RegularExpressions.Regex.IsMatch(value, schema["pattern"]!.GetValue<string>()))
                    yield return value;
        // A text that keeps the form as far as it goes, and goes too far.
        if (schema["maxLength"]?.GetValue<long>() is { } longest)
            yield return new string('1', (int)longest + 1);
        if (schema["format"]?.GetValue<string>() is "date" or "date-time")
        {
            yield return "2026-02-30";
            yield return OneOf(["01/12/2026", "2026-1-1", "2026-11", " 2026-11-28", "Nov 28 2026", "2026-11-28 23:59"]);
        }
        switch (schema["type"]?.GetValue<string>())
        {
            case "boolean":
                yield return "maybe";
                yield return OneOf(["1", " true", "on"]);
                break;
            case "integer":
                yield return "many";
                yield return OneOf(["0x5", "+5", " 5", "5.0", "1e1"]);
                if (schema["maximum"] is not null)
                    yield return $"{schema["maximum"]!.GetValue<long>() + 1}";
                if (schema["minimum"] is not null)
                    yield return $"{schema["minimum"]!.GetValue<long>() - 1}";
                break;
        }

        string OneOf(string[] values) => values[turn % values.Length];
    }

    [Theory]
    [InlineData("isActive")]
    [InlineData("q='")]
    [InlineData("q=%20%E2%80%99")]
    public async Task A_filter_that_says_nothing_is_none(string query)
    {
        using var http = await Registry.HttpAsync(host.Api);

        using var response = await http.GetAsync($"/v1/organizations/{host.Organization}/services?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        (error.GetProperty("field").GetString(), error.GetProperty("code").GetString()).ShouldBe((query.Split('=')[0], "empty-parameter"));
    }

    [Fact]
    public async Task The_SDK_sends_what_it_is_given_and_hears_that_it_is_empty()
    {
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            host.Api.Admin.Positions.ListAsync(host.Organization, new() { ExternalId = "" })
        );

        refused.Errors.ShouldHaveSingleItem().Field.ShouldBe("externalId");
    }

    public sealed class Host : IAsyncLifetime
    {
        public TestApi Api { get; private set; } = null!;

        public string Organization { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Api = await TestApi.StartAsync();
            Organization = (await TestOrganization.CreateAsync(Api.Admin)).Code;
        }

        public async Task DisposeAsync() => await Api.DisposeAsync();
    }
}
