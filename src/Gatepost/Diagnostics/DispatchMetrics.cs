using System.Diagnostics.Metrics;
using Gatepost.Messages;

namespace Gatepost.Diagnostics;

/// <summary>What becomes of the queue: attempts, how what left was protected, notices, and how busy we are.</summary>
internal sealed class DispatchMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _attempts, _sent, _notices, _faults, _regressions;
    private readonly Histogram<double> _delay;

    public DispatchMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gatepost");
        _attempts = _meter.CreateCounter<long>("gatepost.attempts", "{attempt}",
            "Attempts to carry a message on, by direction and outcome");
        _sent = _meter.CreateCounter<long>("gatepost.messages.out", "{message}",
            "Messages that a next hop took, by direction and by what the connection proved");
        _notices = _meter.CreateCounter<long>("gatepost.notices", "{notice}", "Notices to senders, by what they tell");
        _faults = _meter.CreateCounter<long>("gatepost.dispatch.faults", "{fault}",
            "Faults of our own while messages were carried on");
        _regressions = _meter.CreateCounter<long>("gatepost.tls.regressions", "{connection}",
            "Connections that proved less than those to the same domain used to");
        _delay = _meter.CreateHistogram("gatepost.delivery.delay", "s",
            "From the acknowledgement of a message to its delivery", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600, 3600] });
    }

    /// <summary>Lets the gauges read how many attempts run and how many leases wait.</summary>
    public void Watch(Func<int> running, Func<int> waiting)
    {
        _meter.CreateObservableGauge("gatepost.dispatch.running", running, "{attempt}", "Attempts under way");
        _meter.CreateObservableGauge("gatepost.dispatch.waiting", waiting, "{message}",
            "Messages taken from the queue that wait for their destination");
    }

    public void Attempted(MailDirection direction, string outcome) =>
        _attempts.Add(1, new("direction", Word(direction)), new("outcome", outcome));

    public void Sent(MailDirection direction, Assurance assurance, TimeSpan delay)
    {
        _sent.Add(1, new("direction", Word(direction)), new("assurance", assurance.Word()));
        _delay.Record(Math.Max(0, delay.TotalSeconds), new KeyValuePair<string, object?>("direction", Word(direction)));
    }

    public void Noticed(string action) => _notices.Add(1, new KeyValuePair<string, object?>("action", action));

    public void Regressed() => _regressions.Add(1);

    public void OurFault() => _faults.Add(1);

    private static string Word(MailDirection direction) => direction is MailDirection.In ? "in" : "out";
}
