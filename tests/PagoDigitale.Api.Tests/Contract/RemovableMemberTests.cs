using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>
/// Null removes in a change exactly what the contract calls nullable, and objects that are replaced whole, where 3.0 has no word for it
/// beside a reference.
/// </summary>
public sealed class RemovableMemberTests
{
    public static TheoryData<Type> Changes =>
        new(
            typeof(House)
                .Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(ControllerBase)))
                .SelectMany(t => t.GetMethods())
                .SelectMany(m => m.GetParameters())
                .Select(p => p.ParameterType)
                .Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(MergePatch<>))
                .Select(t => t.GetGenericArguments()[0])
                .Distinct()
        );

    [Theory, MemberData(nameof(Changes))]
    public void What_null_removes_is_what_the_contract_says(Type change)
    {
        var schema = OpenApiContract.Instance.Root["components"]!["schemas"]![change.Name]!["properties"]!.AsObject();
        var removable = schema.Where(m => IsRemovable(m.Value!)).Select(m => m.Key).Order();

        change
            .GetProperties()
            .Where(p => p.IsDefined(typeof(NullRemovesAttribute)))
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Order()
            .ShouldBe(removable);
    }

    [Fact]
    public void There_are_changes() => Changes.Count.ShouldBeGreaterThan(8);

    private static bool IsRemovable(JsonNode member) => member["nullable"]?.GetValue<bool>() == true || member["$ref"] is not null;
}
