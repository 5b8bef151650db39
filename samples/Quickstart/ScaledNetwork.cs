using Lana;
using Lana.FineTuning;
using Lana.Measurement;
using Lana.Networks;

namespace Quickstart;

/// <summary>The alternative without Lana: a smaller member of the family, as fast as the student, trained from scratch
/// for the time that the student took.</summary>
internal static class ScaledNetwork
{
    // From just below the teacher to the smallest network that the compound rule still distinguishes at this size.
    private const double LargestPhi = Teacher.Phi - 0.5;
    private const double SmallestPhi = -22.0;

    /// <summary>Chooses the member of the family whose latency, measured together with the student's, is nearest to
    /// it.</summary>
    public static async Task<ScaledMember> ChooseAsync(
        ILatencyMeter meter, Network student, IProgress<LanaProgress> progress, CancellationToken cancellationToken)
    {
        var members = Members().ToList();
        var pairs = await new PairedComparison(meter, LatencySubject.Of(student, "student")).MeasureAsync(
            [.. members.Select(member => LatencySubject.Of(member.Network))], progress, cancellationToken);
        return members
            .Zip(pairs, (member, pair) => new ScaledMember(member.Network, member.Phi, pair.Share))
            .MinBy(member => Math.Abs(member.Share - 1.0))!;
    }

    /// <summary>Trains it for a given time: same images, same augmentation, all cores, no early stopping.</summary>
    public static async Task<Network> TrainAsync(
        NetworkDefinition definition, FashionMnist data, TimeSpan duration, ulong seed, IProgress<LanaProgress> progress, CancellationToken cancellationToken)
    {
        var network = definition.Build(seed);
        var options = new FineTuningOptions { Duration = duration };
        Recipe.TrainFromScratch(options);
        await new FineTuner(options).FineTuneAsync(
            new FineTuningRequest(network, data.Train) { Seed = seed }, progress, cancellationToken);
        return network;
    }

    // Many φ round to the same channels and repeats: each network once.
    private static IEnumerable<(NetworkDefinition Network, double Phi)> Members()
    {
        var seen = new HashSet<(long, long)>();
        for (var phi = LargestPhi; phi >= SmallestPhi; phi -= 0.5)
        {
            var network = Teacher.Define(phi, FormattableString.Invariant($"scaled_{phi}"));
            if (seen.Add((network.Cost.Parameters, network.Cost.Macs)))
            {
                yield return (network, phi);
            }
        }
    }
}
