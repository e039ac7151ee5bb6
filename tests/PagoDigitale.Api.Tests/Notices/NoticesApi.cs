using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

/// <summary>One application for all notice tests; each test has an organization of its own.</summary>
public sealed class NoticesApi : IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await Api.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class NoticesTests : ICollectionFixture<NoticesApi>
{
    public const string Name = "notices";
}
