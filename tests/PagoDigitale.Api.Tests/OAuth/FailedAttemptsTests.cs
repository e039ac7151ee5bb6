using PagoDigitale.Api.Features.OAuth;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.OAuth;

public sealed class FailedAttemptsTests
{
    private readonly HandClock _clock = new();
    private readonly FailedAttempts _attempts;

    public FailedAttemptsTests() => _attempts = new(_clock);

    [Fact]
    public void The_wait_ends_a_minute_after_the_first_attempt()
    {
        Fail(1);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Fail(FailedAttempts.Max - 1);

        _attempts.WaitFor("client", "address").ShouldBe(TimeSpan.FromSeconds(40));
        _clock.Advance(TimeSpan.FromSeconds(40));
        _attempts.WaitFor("client", "address").ShouldBeNull();
    }

    [Fact]
    public void After_the_wait_the_count_begins_anew()
    {
        Fail(FailedAttempts.Max);
        _clock.Advance(FailedAttempts.Window);
        Fail(FailedAttempts.Max - 1);

        _attempts.WaitFor("client", "address").ShouldBeNull();
        Fail(1);
        _attempts.WaitFor("client", "address").ShouldBe(FailedAttempts.Window);
    }

    [Fact]
    public void Another_client_and_another_address_do_not_wait()
    {
        Fail(FailedAttempts.Max);

        _attempts.WaitFor("other", "address").ShouldBeNull();
        _attempts.WaitFor("client", "elsewhere").ShouldBeNull();
    }

    /// <summary>Guesses sent at one moment all find the count low; each is counted before it is answered.</summary>
    [Fact]
    public void Of_guesses_made_at_once_ten_are_within_the_limit()
    {
        var within = 0;
        Parallel.For(
            0,
            1_000,
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            _ =>
            {
                if (_attempts.WaitFor("client", "address") is null && _attempts.Add("client", "address") is null)
                    Interlocked.Increment(ref within);
            }
        );

        within.ShouldBe(FailedAttempts.Max);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            _attempts.Add("client", "address");
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
