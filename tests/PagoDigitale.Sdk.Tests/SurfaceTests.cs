using System.Reflection;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class SurfaceTests
{
    private static readonly Type[] Clients = [.. typeof(IPagoDigitaleClient).GetProperties().Select(property => property.PropertyType)];

    private static IEnumerable<MethodInfo> Calls() =>
        Clients
            .SelectMany(client => client.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    [Fact]
    public void Every_resource_is_a_property_of_the_client_named_after_it()
    {
        var properties = typeof(IPagoDigitaleClient)
            .GetProperties()
            .ToDictionary(property => property.PropertyType, property => $"I{property.Name}Client");
        var resources = typeof(PagoDigitaleClient).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ResourceClient))).ToList();

        resources.Count.ShouldBe(31);
        resources.ShouldAllBe(resource => properties[resource.GetInterfaces().Single()] == $"I{resource.Name}");
        using var made = new ScriptedTransport().Client();
        typeof(PagoDigitaleClient).GetProperties().ShouldAllBe(property => property.GetValue(made) != null);
    }

    [Fact]
    public void Every_call_takes_a_cancellation_token_last() =>
        Calls().ShouldAllBe(call => call.GetParameters().Last().ParameterType == typeof(CancellationToken));

    [Fact]
    public void Every_list_can_be_followed_to_its_end()
    {
        var all = Calls().Select(call => $"{call.DeclaringType!.Name}.{call.Name}").ToHashSet();

        var paged = Calls()
            .Where(call => call.ReturnType.GenericTypeArguments is [var answer] && answer.GetProperty("NextCursor") is not null)
            .ToList();

        paged.Count.ShouldBeGreaterThan(40);
        foreach (var call in paged.Where(call => !call.Name.StartsWith("ListPages", StringComparison.Ordinal)))
        {
            all.ShouldContain($"{call.DeclaringType!.Name}.{call.Name.Replace("List", "ListAll")}");
            all.Any(name =>
                    name.StartsWith($"{call.DeclaringType.Name}.ListPages", StringComparison.Ordinal) && name.EndsWith(call.Name[4..])
                )
                .ShouldBeTrue(call.Name);
        }
    }

    [Fact]
    public void What_may_be_left_out_is_said_in_one_object_where_it_is_much() =>
        Calls()
            .ShouldAllBe(call =>
                call.GetParameters()
                    .Count(parameter =>
                        parameter.IsOptional && parameter.ParameterType != typeof(CancellationToken) && parameter.Name != "idempotencyKey"
                    ) <= 1
            );

    [Fact]
    public void Every_upload_is_called_like_any_other()
    {
        var uploads = Calls().Where(call => call.Name.StartsWith("Upload", StringComparison.Ordinal)).ToList();

        uploads
            .Select(call => $"{call.DeclaringType!.Name}.{call.Name}")
            .ShouldBe(
                [
                    "IOrganizationsClient.UploadLogoAsync",
                    "ITaxonomyClient.UploadVersionAsync",
                    "IFlowsClient.UploadAsync",
                    "IReceiptArchivesClient.UploadAsync",
                    "IReceiptsClient.UploadAsync",
                    "IRendicontazioniClient.UploadAsync",
                    "IBankStatementsClient.UploadAsync",
                ],
                ignoreOrder: true
            );
        foreach (var call in uploads)
            System
                .Text.RegularExpressions.Regex.IsMatch(
                    string.Join(' ', call.GetParameters().Select(parameter => parameter.Name)),
                    "^(organization )?fileName content (options )?(idempotencyKey )?cancellationToken$"
                )
                .ShouldBeTrue($"{call.DeclaringType!.Name}.{call.Name}");
    }

    [Fact]
    public void Every_list_takes_its_filters_and_its_place_in_one_object() =>
        Calls()
            .Where(call => call.ReturnType.GenericTypeArguments is [var answer] && answer.GetProperty("NextCursor") is not null)
            .ShouldAllBe(call =>
                call.GetParameters()
                    .Single(parameter => parameter.Name == "options")
                    .ParameterType.GetProperties()
                    .Select(property => property.Name)
                    .Intersect(new[] { "Cursor", "Limit" })
                    .Count() == 2
            );

    [Fact]
    public void Everything_answered_carries_what_was_said_beside_it() =>
        Calls()
            .Select(call => call.ReturnType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            .Select(type => type.GenericTypeArguments[0])
            .Where(type => type != typeof(FileResponse))
            .ShouldAllBe(type => type.IsAssignableTo(typeof(IAnswer)));

    [Fact]
    public void Members_have_the_names_of_the_contract() =>
        typeof(PagoDigitaleClient)
            .Assembly.GetExportedTypes()
            .Where(type => typeof(IAnswer).IsAssignableFrom(type) || type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties())
            .Select(property => property.Name)
            .ShouldAllBe(name => !name.Contains('_'));

    [Fact]
    public void Whoever_writes_an_older_language_can_make_every_request()
    {
        // C# 7.3, of .NET Framework, knows neither `init` nor `required`: what is read on every framework is set on every framework.
        var settable = typeof(PagoDigitaleClient)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties())
            .Select(property => property.SetMethod)
            .OfType<MethodInfo>();

        settable.ShouldAllBe(setter => setter.ReturnParameter.GetRequiredCustomModifiers().Length == 0);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        Should.Throw<ArgumentException>(() => new PagoDigitaleClient(new()));
        Should.Throw<ArgumentException>(() =>
            new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), ClientId = "alone" })
        );
        Should.Throw<ArgumentException>(() =>
            new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), RetryCountMax = -1 })
        );
        Should.Throw<ArgumentException>(() =>
            new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), TotalTimeout = TimeSpan.Zero })
        );
    }

    [Theory]
    [InlineData("it_IT;;"), InlineData("italiano, per favore"), InlineData("it\r\nX-Other: 1")]
    public void A_language_that_cannot_be_sent_is_refused(string language)
    {
        var refused = Should.Throw<ArgumentException>(() =>
            new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), Language = language })
        );

        refused.Message.ShouldContain(nameof(PagoDigitaleOptions.Language));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("it"), InlineData("it-IT"), InlineData("it, en;q=0.5"), InlineData("*")]
    public void A_language_that_can_be_sent_is_taken(string? language) =>
        new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), Language = language }).Dispose();
}
