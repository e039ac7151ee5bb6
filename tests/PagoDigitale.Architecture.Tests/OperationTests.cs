using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>
/// One operation, one file, one test class: who reads an operationId in the contract finds the file, the handler and the tests of that
/// name, all in the folder of one feature.
/// </summary>
public sealed partial class OperationTests
{
    private static readonly string[] _operations =
    [
        .. File.ReadLines(Path.Combine(Product.Root, "openapi.yaml"))
            .Select(l => OperationId().Match(l))
            .Where(m => m.Success)
            .Select(m => $"{char.ToUpperInvariant(m.Groups[1].Value[0])}{m.Groups[1].Value[1..]}"),
    ];

    [Fact]
    public void Every_operation_has_a_file_with_its_handler()
    {
        var handlers = Handlers().ToDictionary(t => t.Name);
        var missing =
            from operation in _operations
            where
                !handlers.TryGetValue($"{operation}Handler", out var handler)
                || Files("api/PagoDigitale.Api", $"{operation}.cs") is not [var file]
                || FolderOf(handler) is not { } folder
                || !file.StartsWith($"{folder}/", StringComparison.Ordinal)
                || !File.ReadAllText(Path.Combine(Product.Root, file)).Contains($"class {operation}Handler", StringComparison.Ordinal)
            select operation;

        missing.ShouldBeEmpty();
        _operations.Length.ShouldBeGreaterThan(130);
    }

    [Fact]
    public void Every_operation_has_a_test_class_of_its_name_in_the_folder_of_its_feature()
    {
        var handlers = Handlers().ToDictionary(t => t.Name);
        var missing =
            from operation in _operations
            let feature = House.Features.Single(f => f.IsOwn(handlers[$"{operation}Handler"]))
            where
                Files("tests/PagoDigitale.Api.Tests", $"{operation}Tests.cs") is not [var file]
                || !file.Contains($"/{feature.Name}/", StringComparison.Ordinal)
                || !File.ReadAllText(Path.Combine(Product.Root, file)).Contains($"class {operation}Tests", StringComparison.Ordinal)
            select $"{feature.Name}: {operation}";

        missing.ShouldBeEmpty();
    }

    /// <summary>An action asks for its handler; a controller that keeps them makes all for each request.</summary>
    [Fact]
    public void Every_action_calls_the_handler_of_its_name_and_no_controller_keeps_any()
    {
        var controllers = typeof(House)
            .Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(ControllerBase).IsAssignableFrom(t))
            .ToList();
        var offenders =
            from controller in controllers
            from action in controller.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where _operations.Contains(action.Name)
            where action.GetParameters().All(p => p.ParameterType.Name != $"{action.Name}Handler")
            select $"{controller.Name}.{action.Name}";

        controllers.Where(c => c.GetConstructors().Single().GetParameters().Length > 0).Select(c => c.Name).ShouldBeEmpty();
        offenders.ShouldBeEmpty();
    }

    private static IEnumerable<Type> Handlers() =>
        typeof(House).Assembly.GetTypes().Where(t => t is { IsClass: true } && t.Name.EndsWith("Handler", StringComparison.Ordinal));

    private static string? FolderOf(Type handler) =>
        House.Features.SingleOrDefault(f => f.IsOwn(handler)) is { } feature ? Rooms.FolderOf(feature) : null;

    private static string[] Files(string under, string name) =>
        [
            .. Product
                .Sources(under)
                .Where(f => Path.GetFileName(f) == name)
                .Select(f => Path.GetRelativePath(Product.Root, f).Replace('\\', '/')),
        ];

    [GeneratedRegex(@"^ {6}operationId: (\w+)$")]
    private static partial Regex OperationId();
}
