using Lana.Devices;
using Lana.Measurement;

namespace Lana.Tables;

internal static class SomeTable
{
    public static readonly DeviceProfile Profile = new("fake", 1, "linux", "x64", "fake", "1", "cpu", 1, 1, "float32");

    public static LatencyTable Make(params LatencyEntry[] entries) => Make(entries, []);

    public static LatencyTable Make(MeasuredNetwork[] networks) => Make([], networks);

    public static LatencyTable Make(LatencyEntry[] entries, MeasuredNetwork[] networks) => new(
        Profile,
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        "net",
        "0123",
        ["a", "b"],
        1.0,
        0.25,
        entries.Length > 0 ? entries : Entries)
    {
        Networks = [.. networks],
        Measurements = System.Collections.Immutable.ImmutableSortedDictionary<string, LatencyEstimate>.Empty
            .Add("00ff", new LatencyEstimate(0.3, 0.001, 40) { P10Ms = 0.29, P90Ms = 0.4 }),
    };

    private static readonly LatencyEntry[] Entries =
    [
        new("a", "teacher", 0.5, 0.01),
        new("a", "identity", 0.0, 0.0, "disappears"),
        new("b", "teacher", 0.25, 0.02),
        new("b", "efn_e1_k3", 0.125, 0.01),
    ];
}
