using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>One application for the tests of a class; each makes an organization of its own, and other classes come after it.</summary>
public class OneApi : IAsyncLifetime
{
    public TestApi Api { get; protected set; } = null!;

    public virtual async Task InitializeAsync() => Api = await SharedApi.TakeAsync();

    public virtual Task DisposeAsync() => SharedApi.GiveBackAsync(Api);
}

/// <summary>For tests that change what all organizations share: the schema, the connections, the time.</summary>
public sealed class OwnApi : OneApi
{
    public override async Task InitializeAsync() => Api = await TestApi.StartAsync();

    public override async Task DisposeAsync() => await Api.DisposeAsync();
}
