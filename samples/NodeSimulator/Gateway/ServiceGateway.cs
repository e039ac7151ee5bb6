using System.Text;

namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>
/// What stands before a service: the key that is asked for, the calls that are allowed, and the fault that is played. Keys, calls and
/// faults are forgotten when the simulator ends.
/// </summary>
/// <param name="faults">What it can play.</param>
/// <param name="broken">How the service says that it is broken.</param>
internal sealed class ServiceGateway(IReadOnlyList<string> faults, Func<ServiceAnswer> broken, TimeProvider clock, CallLimit? limit = null)
{
    private const string KeyHeader = "Ocp-Apim-Subscription-Key";

    private static readonly ServiceAnswer Denied = ServiceAnswer.OfGateway(
        StatusCodes.Status401Unauthorized,
        "Access denied due to invalid subscription key."
    );

    private static readonly ServiceAnswer Html = ServiceAnswer.Ok(
        Encoding.UTF8.GetBytes("<!DOCTYPE html><html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>")
    ) with
    {
        ContentType = "text/html; charset=utf-8",
    };

    private readonly Lock _gate = new();
    private string? _key;
    private ServiceFault? _fault;

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Null: no key is asked for.</summary>
    public void AskFor(string? key)
    {
        lock (_gate)
            _key = key;
    }

    /// <summary>Null takes it back.</summary>
    public void Play(ServiceFault? fault)
    {
        lock (_gate)
            _fault = fault;
    }

    /// <summary>The key first, then the calls that are allowed, then the fault that is played, then what is true.</summary>
    /// <param name="tell">What the service does and answers; it is asked once or not at all.</param>
    /// <param name="tellSamePage">The first of the pages, with one more than there are; null where there are no pages.</param>
    public async Task AnswerAsync(
        HttpContext http,
        Func<ValueTask<ServiceAnswer>> tell,
        Func<ValueTask<ServiceAnswer>>? tellSamePage = null
    )
    {
        var key = http.Request.Headers[KeyHeader].ToString();
        if (!Admits(key))
        {
            await Denied.WriteAsync(http);
            return;
        }
        if (limit?.SecondsToWait(key) is { } seconds)
        {
            await ServiceAnswer.TooMany(seconds).WriteAsync(http);
            return;
        }
        var fault = Next(isPaged: tellSamePage is not null);
        if (fault?.Fault == ServiceFaults.DropBefore)
        {
            http.Abort();
            return;
        }
        var answer = InPlace(fault) ?? await (fault?.Fault == ServiceFaults.SamePage ? tellSamePage! : tell)();
        switch (fault?.Fault)
        {
            case ServiceFaults.DropAfter:
                http.Abort();
                return;
            case ServiceFaults.HalfPage:
                answer = answer.Half();
                break;
            case ServiceFaults.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), clock, http.RequestAborted);
                break;
        }
        await answer.WriteAsync(http);
    }

    private bool Admits(string key)
    {
        lock (_gate)
            return _key is null || _key == key;
    }

    /// <summary>The fault of this answer, counted. Only pages can be the same for ever.</summary>
    private ServiceFault? Next(bool isPaged)
    {
        lock (_gate)
        {
            if (_fault is not { } fault || (fault.Fault == ServiceFaults.SamePage && !isPaged))
                return null;
            if (fault.Times is { } times)
                _fault = times > 1 ? fault with { Times = times - 1 } : null;
            return fault;
        }
    }

    /// <summary>What is answered in the place of the service, which is not asked.</summary>
    private ServiceAnswer? InPlace(ServiceFault? fault) =>
        fault?.Fault switch
        {
            ServiceFaults.TooManyRequests => ServiceAnswer.TooMany(fault.RetryAfterSeconds),
            ServiceFaults.ServerError => broken(),
            ServiceFaults.ErrorIn200 => broken() with { Status = StatusCodes.Status200OK },
            ServiceFaults.HtmlPage => Html,
            _ => null,
        };
}
