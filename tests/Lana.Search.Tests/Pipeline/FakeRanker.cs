using Lana.Networks;
using Lana.Ranking;

namespace Lana.Pipeline;

/// <summary>Losses that are a function of the network, without running it.</summary>
internal sealed class FakeRanker(Func<Network, double> loss) : INetworkRanker
{
    public int Ranked { get; private set; }

    public Task<IReadOnlyList<double>> RankAsync(
        RankingRequest task, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Ranked += task.Networks.Count;
        return Task.FromResult<IReadOnlyList<double>>([.. task.Networks.Select(loss)]);
    }
}
