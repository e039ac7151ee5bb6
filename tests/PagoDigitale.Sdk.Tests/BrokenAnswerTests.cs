using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

/// <summary>Answers that stall, break off or cannot be read: the caller's limits hold, and the failure is one of this SDK.</summary>
public sealed class BrokenAnswerTests
{
    private const string Organization = "01234567897";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly ScriptedTransport _transport = new();

    private PagoDigitaleClient Hurried(TimeSpan? attempt = null, TimeSpan? total = null, int retries = 3) =>
        _transport.Client(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            options.RetryCountMax = retries;
            options.AttemptTimeout = attempt ?? options.AttemptTimeout;
            options.TotalTimeout = total ?? options.TotalTimeout;
        });

    private static HttpResponseMessage Stalling(int status) => Streamed(status, new BrokenStream("{", stalls: true));

    private static HttpResponseMessage BrokenOff(int status) => Streamed(status, new BrokenStream("{", stalls: false));

    private static HttpResponseMessage Streamed(int status, Stream body) =>
        new((HttpStatusCode)status)
        {
            Content = new StreamContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };

    private static HttpResponseMessage Encoded(int status, string body, string charset)
    {
        var response = ScriptedTransport.Answer(status, body);
        response.Content.Headers.ContentType!.CharSet = charset;
        return response;
    }

    private static async Task<T> FailsSoonAsync<T>(Func<Task> call)
        where T : Exception
    {
        var watch = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<T>(() => call().WaitAsync(Soon));
        watch.Elapsed.ShouldBeLessThan(Soon);
        return failure;
    }

    [Theory]
    [InlineData(200), InlineData(404), InlineData(500)]
    public async Task The_caller_can_stop_a_call_whose_answer_stalls(int status)
    {
        _transport.Then(_ => Stalling(status));
        using var client = Hurried();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await FailsSoonAsync<OperationCanceledException>(() =>
            client.Positions.ReadAsync(Organization, "pos_1", cancellationToken: stop.Token)
        );

        _transport.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(201), InlineData(409), InlineData(500)]
    public async Task An_attempt_whose_answer_stalls_is_given_up_and_repeated_with_the_same_key(int status)
    {
        _transport.Then(_ => Stalling(status)).Then(201, ContractExamples.Json("Position"));
        using var client = Hurried(attempt: TimeSpan.FromMilliseconds(100));

        (await client.Positions.CreateAsync(Organization, Some.Position()).WaitAsync(Soon)).ShouldNotBeNull();

        _transport.Sent.Count.ShouldBe(2);
        _transport.Sent.Select(sent => sent.Header("Idempotency-Key")).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(201), InlineData(409), InlineData(500)]
    public async Task The_time_of_the_call_holds_while_its_answer_is_read(int status)
    {
        _transport.Then(_ => Stalling(status));
        using var client = Hurried(total: TimeSpan.FromMilliseconds(100));

        var lost = await FailsSoonAsync<PagoDigitaleException>(() => client.Positions.CreateAsync(Organization, Some.Position()));

        (lost.Status, lost.Code).ShouldBe((0, "no-answer"));
        lost.IdempotencyKey.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_change_whose_answer_stalls_is_not_repeated()
    {
        _transport.Then(_ => Stalling(200));
        using var client = Hurried(attempt: TimeSpan.FromMilliseconds(100));

        var lost = await FailsSoonAsync<PagoDigitaleException>(() => client.Positions.ChangeAsync(Organization, "pos_1", 3, new()));

        (lost.Status, lost.Code).ShouldBe((0, "no-answer"));
        _transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_caller_can_stop_a_call_whose_token_stalls()
    {
        _transport.Token = _ => Stalling(200);
        using var client = Hurried();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await FailsSoonAsync<OperationCanceledException>(() =>
            client.Positions.ReadAsync(Organization, "pos_1", cancellationToken: stop.Token)
        );
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_lost_connection()
    {
        _transport.Then(_ => BrokenOff(200)).Then(200, ContractExamples.Json("Position"));
        _transport.Then(_ => BrokenOff(201)).Then(201, ContractExamples.Json("Position"));
        using var client = Hurried();

        await client.Positions.ReadAsync(Organization, "pos_1");
        await client.Positions.CreateAsync(Organization, Some.Position());

        _transport.Sent.Count.ShouldBe(4);
        _transport.Sent[3].Header("Idempotency-Key").ShouldBe(_transport.Sent[2].Header("Idempotency-Key"));
    }

    [Fact]
    public async Task A_change_whose_answer_breaks_off_is_not_repeated()
    {
        _transport.Then(_ => BrokenOff(200));
        using var client = Hurried();

        var lost = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.ChangeAsync(Organization, "pos_1", 3, new()));

        (lost.Status, lost.Code).ShouldBe((0, "no-answer"));
        lost.Message.ShouldContain("PATCH /v1/organizations/01234567897/positions/pos_1");
        lost.Message.ShouldContain("The connection broke.");
        lost.InnerException.ShouldBeAssignableTo<IOException>();
        _transport.Sent.Count.ShouldBe(1);
    }

    /// <summary>As .NET tells of a server that dies just when it has taken the connection.</summary>
    [Fact]
    public async Task A_connection_that_ends_before_the_request_is_one_that_was_lost()
    {
        for (var call = 0; call < 2; call++)
            _transport.Then(_ => throw new SocketException((int)SocketError.NotConnected));
        _transport.Then(200, ContractExamples.Json("Position"));
        using var client = Hurried();

        var lost = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.ChangeAsync(Organization, "pos_1", 3, new()));
        await client.Positions.ReadAsync(Organization, "pos_1");

        (lost.Status, lost.Code).ShouldBe((0, "no-answer"));
        lost.InnerException.ShouldBeOfType<SocketException>();
        _transport.Sent.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(404, typeof(PagoDigitaleNotFoundException))]
    [InlineData(500, typeof(PagoDigitaleException))]
    public async Task A_refusal_that_breaks_off_is_still_one(int status, Type kind)
    {
        _transport.Then(_ => BrokenOff(status));
        using var client = Hurried();

        var refusal = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.PublishAsync(Organization, "pos_1"));

        refusal.ShouldBeOfType(kind);
        (refusal.Status, refusal.Code).ShouldBe((status, "unexpected-answer"));
        refusal.Message.ShouldContain("POST /v1/organizations/01234567897/positions/pos_1/publish");
        refusal.InnerException.ShouldBeAssignableTo<IOException>();
        refusal.Headers.Keys.ShouldContain("Content-Type");
        _transport.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("utf8"), InlineData("bogus")]
    public async Task An_answer_in_an_encoding_that_there_is_not_cannot_be_read(string charset)
    {
        _transport.Then(_ => Encoded(201, ContractExamples.Json("Position"), charset));
        using var client = Hurried();

        var failure = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.CreateAsync(Organization, Some.Position()));

        (failure.Status, failure.Code).ShouldBe((201, "unexpected-answer"));
        failure.Message.ShouldContain("POST /v1/organizations/01234567897/positions");
        failure.InnerException.ShouldNotBeNull();
        failure.IdempotencyKey.ShouldBe(_transport.Sent.ShouldHaveSingleItem().Header("Idempotency-Key"));
    }

    [Theory]
    [InlineData("utf8"), InlineData("bogus")]
    public async Task A_refusal_in_an_encoding_that_there_is_not_is_read_all_the_same(string charset)
    {
        _transport.Then(_ => Encoded(500, ScriptedTransport.Problem(500, "internal-error"), charset));
        using var client = Hurried();

        var refusal = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.ReadAsync(Organization, "pos_1"));

        (refusal.Status, refusal.Code).ShouldBe((500, "internal-error"));
    }

    [Theory]
    [InlineData("<html>Sign in</html>", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("""{"access_token":"s3cr3t\nX-Other: 1","token_type":"Bearer","expires_in":900,"scope":"positions:read"}""", null)]
    [InlineData("""{"access_token":"s3cr3t-è","token_type":"Bearer","expires_in":900,"scope":"positions:read"}""", null)]
    [InlineData("""{"access_token":"","token_type":"Bearer","expires_in":900,"scope":"positions:read"}""", null)]
    [InlineData("""{"access_token":"token-1","token_type":"Bearer","expires_in":900,"scope":"positions:read"}""", "utf8")]
    [InlineData("""{"access_token":"token-1","token_type":"Bearer","expires_in":900,"scope":"positions:read"}""", "bogus")]
    public async Task What_is_no_token_says_so(string body, string? charset)
    {
        _transport.Token = _ => Encoded(200, body, charset ?? "utf-8");
        using var client = Hurried();

        var failure = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.CreateAsync(Organization, Some.Position()));

        (failure.Status, failure.Code).ShouldBe((200, "unexpected-answer"));
        failure.Message.ShouldContain("POST /v1/organizations/01234567897/positions was not sent");
        failure.InnerException.ShouldNotBeNull();
        failure.IdempotencyKey.ShouldNotBeNullOrEmpty();
        failure.ToString().ShouldNotContain("s3cr3t");
        _transport.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_whose_answer_breaks_off_is_asked_for_again()
    {
        _transport.Token = number => number == 1 ? BrokenOff(200) : ScriptedTransport.Answer(200, ContractExamples.Json("TokenAnswer"));
        _transport.Then(200, ContractExamples.Json("Position"));
        using var client = Hurried();

        await client.Positions.ChangeAsync(Organization, "pos_1", 3, new());

        (_transport.TokenRequests.Count, _transport.Sent.Count).ShouldBe((2, 1));
    }

    [Theory]
    [InlineData("""{"items":null}""")]
    [InlineData("{}")]
    public async Task A_list_without_items_is_an_answer_that_cannot_be_read(string body)
    {
        _transport.Then(200, body).Then(200, body);
        using var client = Hurried();

        var ofAll = await Should.ThrowAsync<PagoDigitaleException>(async () =>
        {
            await foreach (var _ in client.Positions.ListAllAsync(Organization))
                Assert.Fail("There is nothing to read.");
        });
        var ofPage = await Should.ThrowAsync<PagoDigitaleException>(() => client.Positions.ListAsync(Organization));

        foreach (var failure in new[] { ofAll, ofPage })
        {
            (failure.Status, failure.Code).ShouldBe((200, "unexpected-answer"));
            failure.Message.ShouldContain("GET /v1/organizations/01234567897/positions");
            failure.Message.ShouldContain("items");
        }
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_a_lost_call()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        for (var file = 0; file < 4; file++)
            _transport.Then(_ => BrokenOff(200));
        using var client = Hurried();
        Task<FileResponse> DownloadAsync() => client.Notices.DownloadAsync(Organization, "301000000000471195");
        using var first = await DownloadAsync();
        using var second = await DownloadAsync();
        using var third = await DownloadAsync();
        using var fourth = await DownloadAsync();

        List<PagoDigitaleException> failures =
        [
            await Should.ThrowAsync<PagoDigitaleException>(() => first.ReadBytesAsync()),
            await Should.ThrowAsync<PagoDigitaleException>(() => second.SaveAsync(path)),
            await Should.ThrowAsync<PagoDigitaleException>(() => third.Stream.CopyToAsync(Stream.Null)),
            Should.Throw<PagoDigitaleException>(() => fourth.Stream.CopyTo(Stream.Null)),
        ];

        foreach (var failure in failures)
        {
            (failure.Status, failure.Code).ShouldBe((0, "no-answer"));
            failure.Message.ShouldContain("GET /v1/organizations/01234567897/notices/301000000000471195");
            failure.InnerException.ShouldBeAssignableTo<IOException>();
        }
        File.Delete(path);
    }

    [Fact]
    public async Task The_time_of_the_call_does_not_hold_for_a_file()
    {
        _transport.Then(_ => Streamed(200, new SlowStream("%PDF-1.7", TimeSpan.FromMilliseconds(400))));
        using var client = Hurried(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));

        using var file = await client.Notices.DownloadAsync(Organization, "301000000000471195");

        Encoding.ASCII.GetString(await file.ReadBytesAsync()).ShouldBe("%PDF-1.7");
    }

    [Fact]
    public async Task The_caller_can_stop_reading_a_file()
    {
        _transport.Then(_ => Stalling(200));
        using var client = Hurried();
        using var file = await client.Notices.DownloadAsync(Organization, "301000000000471195");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await FailsSoonAsync<OperationCanceledException>(() => file.ReadBytesAsync(stop.Token));
    }

    /// <summary>Gives its beginning, and then nothing more or a broken connection.</summary>
    private sealed class BrokenStream(string beginning, bool stalls) : OneWayStream(beginning)
    {
        protected override async ValueTask<int> GoOnAsync(CancellationToken cancellationToken)
        {
            if (stalls)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new IOException("The connection broke.");
        }
    }

    /// <summary>Gives all it has, and ends after a while.</summary>
    private sealed class SlowStream(string all, TimeSpan wait) : OneWayStream(all)
    {
        protected override async ValueTask<int> GoOnAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(wait, cancellationToken);
            return 0;
        }
    }

    private abstract class OneWayStream(string beginning) : MemoryStream(Encoding.ASCII.GetBytes(beginning))
    {
        public override bool CanSeek => false;

        protected abstract ValueTask<int> GoOnAsync(CancellationToken cancellationToken);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // The other Read of a MemoryStream comes back here.
            var bytes = new byte[buffer.Length];
            var count = base.Read(bytes, 0, bytes.Length);
            bytes.AsMemory(0, count).CopyTo(buffer);
            return count > 0 ? count : await GoOnAsync(cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read
                ? read
                : GoOnAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            while (await ReadAsync(buffer.AsMemory(), cancellationToken) is > 0 and var count)
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }
}
