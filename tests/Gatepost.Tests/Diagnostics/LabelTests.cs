using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Messages;

namespace Gatepost.Tests.Diagnostics;

public sealed class LabelTests
{
    [Fact]
    public void Labels_are_written_as_Prometheus_writes_names()
    {
        Assert.Equal("delivered", Label.Of(Disposition.Delivered));
        Assert.Equal("timed_out", Label.Of(FailureKind.TimedOut));
    }
}
