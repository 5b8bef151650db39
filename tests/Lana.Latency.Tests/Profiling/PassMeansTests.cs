using Lana.Internal;
using Lana.Measurement;

namespace Lana.Profiling;

/// <summary>What each subject takes, of passes that were disturbed in several ways.</summary>
public sealed class PassMeansTests
{
    private const string Whole = "whole";
    private const int Passes = 5;
    private const int PerWindow = 8;
    private const int Subjects = 40;

    private readonly SplitMix64 _random = new(7);

    [Fact]
    public void Find_WindowsSlowWhatTheReferenceDoesNotFeel_GivesTheUndisturbedTimes()
    {
        var means = new PassMeans(Measure(window => window % 3 == 0 ? 1.3 : 1.0, _ => 0.10), Whole);

        Assert.All(
            Enumerable.Range(0, Subjects),
            subject => Assert.Equal(1.0, means.Find($"s{subject}")!.LatencyMs / True(subject), 3));
    }

    [Fact]
    public void Find_RoughPasses_AreLeftOut()
    {
        // Where the reference is slow, half of the subjects are slower still: no factor mends that.
        var measured = Measure(_ => 1.0, window => window % 3 == 0 ? 0.15 : 0.10)
            .Select(pair => pair.Value.ReferenceMs > 0.12 && pair.Key[1] % 2 == 0
                ? KeyValuePair.Create(pair.Key, pair.Value with { LatencyMs = 2.0 * pair.Value.LatencyMs })
                : pair)
            .ToList();
        var never = Enumerable.Range(0, Subjects)
            .Where(subject => measured
                .FindAll(pair => TableSubjects.SubjectOf(pair.Key) == $"s{subject}")
                .TrueForAll(pair => pair.Value.ReferenceMs > 0.12))
            .ToList();

        var means = new PassMeans(measured, Whole);

        Assert.True(never.Count < Subjects / 2);
        Assert.All(
            Enumerable.Range(0, Subjects).Except(never),
            subject => Assert.Equal(True(subject), means.Find($"s{subject}")!.LatencyMs, 6));
    }

    [Fact]
    public void Find_RoughWindowsThatTheReferenceDoesNotFeel_AreLeftOut()
    {
        // Slow by half for most, by four fifths for the large ones: no factor mends both.
        var rough = Measure(window => window % 4 == 0 ? 1.5 : 1.0, _ => 0.10)
            .Select(pair => pair.Value.LatencyMs > 1.4 * True(SubjectOf(pair)) && SubjectOf(pair) > 30
                ? KeyValuePair.Create(pair.Key, pair.Value with { LatencyMs = 1.2 * pair.Value.LatencyMs })
                : pair)
            .ToList();
        var mostly = Enumerable.Range(0, Subjects)
            .Where(subject => rough.Count(pair =>
                SubjectOf(pair) == subject && pair.Value.LatencyMs > 1.4 * True(subject)) > Passes - 3)
            .ToList();

        var means = new PassMeans(rough, Whole);

        Assert.True(mostly.Count < Subjects / 2);
        Assert.All(
            Enumerable.Range(0, Subjects).Except(mostly),
            subject => Assert.Equal(1.0, means.Find($"s{subject}")!.LatencyMs / True(subject), 1e-3));
    }

    [Fact]
    public void Find_WholeNetworkInSomeSlowPasses_IsTheMedian()
    {
        var measured = Measure(_ => 1.0, _ => 0.10);
        double[] times = [5.0, 6.5, 5.1, 4.9, 7.0];
        measured.AddRange(times.Select((ms, pass) => KeyValuePair.Create(Pass(Whole, pass), Took(ms, 0.1 + (1e-7 * pass)))));

        Assert.Equal(5.1, new PassMeans(measured, Whole).Find(Whole)!.LatencyMs, 9);
    }

    [Fact]
    public void Find_WholeNetworkThatSlowsItsWindows_IsLeftAsItWasMeasured()
    {
        var measured = Measure(_ => 1.0, _ => 0.10);
        for (var pass = 0; pass < Passes; pass++)
        {
            var window = measured.Find(pair => pair.Key == Pass("s0", pass)).Value.ReferenceMs;
            measured = [.. measured.Select(pair => pair.Value.ReferenceMs == window
                ? KeyValuePair.Create(pair.Key, pair.Value with { LatencyMs = 1.2 * pair.Value.LatencyMs })
                : pair)];
            measured.Add(KeyValuePair.Create(Pass(Whole, pass), Took(5.0, window)));
        }

        var means = new PassMeans(measured, Whole);

        Assert.Equal(5.0, means.Find(Whole)!.LatencyMs, 9);
        Assert.All(
            Enumerable.Range(1, Subjects - 1),
            subject => Assert.Equal(1.0, means.Find($"s{subject}")!.LatencyMs / True(subject), 3));
    }

    [Fact]
    public void Find_MeterWithoutReference_IsTheMeanOfAllPasses()
    {
        KeyValuePair<string, LatencyEstimate>[] measured =
        [
            .. from subject in Enumerable.Range(0, 6)
               from pass in Enumerable.Range(0, 3)
               select KeyValuePair.Create(
                   Pass($"s{subject}", pass), new LatencyEstimate(True(subject) * (1 + pass), 0.01, 10) { P10Ms = 1.0, P90Ms = 1.0 }),
        ];

        var means = new PassMeans(measured, Whole);

        Assert.All(
            Enumerable.Range(0, 6), subject => Assert.Equal(2.0 * True(subject), means.Find($"s{subject}")!.LatencyMs, 9));
        Assert.Equal(30, means.Find("s0")!.Runs);
        Assert.Null(means.Find("s6"));
    }

    // Each pass mixes the subjects into windows anew; a window has a reference's time of its own.
    private List<KeyValuePair<string, LatencyEstimate>> Measure(
        Func<int, double> slowness, Func<int, double> referenceMs)
    {
        var measured = new List<KeyValuePair<string, LatencyEstimate>>();
        var order = Enumerable.Range(0, Subjects).ToArray();
        var window = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            _random.Shuffle(order);
            foreach (var some in order.Chunk(PerWindow))
            {
                window++;
                measured.AddRange(some.Select(subject => KeyValuePair.Create(
                    Pass($"s{subject}", pass),
                    Took(True(subject) * slowness(window), referenceMs(window) * (1.0 + (1e-6 * window))))));
            }
        }

        return measured;
    }

    private static int SubjectOf(KeyValuePair<string, LatencyEstimate> pair) =>
        int.Parse(TableSubjects.SubjectOf(pair.Key)[1..], null);

    private static double True(int subject) => 0.01 * (1 + subject);

    private static string Pass(string key, int pass) => TableSubjects.PassKey(key, pass);

    private static LatencyEstimate Took(double ms, double referenceMs) =>
        new(ms, 0.01, 10) { ReferenceMs = referenceMs, UndisturbedReferenceMs = 0.10 };
}
