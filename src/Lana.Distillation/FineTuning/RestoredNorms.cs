namespace Lana.FineTuning;

/// <summary>A copy of a student for its training, in which convolutions with a bias have a batch norm instead.</summary>
/// <remarks>Exporters fold batch norms into the convolutions before them. A network that is trained further without its norms learns
/// more slowly. Each norm starts with the statistics of the convolution's outputs and changes nothing at first; at the end the
/// norms are folded into the student again, whose definition stays as it is.</remarks>
internal sealed class RestoredNorms : IDisposable
{
    private const int Images = 512;
    private const int BatchSize = 64;

    private readonly Network _student;
    private readonly List<(ConvBlock Folded, ConvBlock Restored)> _pairs;

    private RestoredNorms(Network student, NetworkDefinition definition)
    {
        using var gradients = no_grad();
        (_student, Network) = (student, definition.Build());
        _pairs = [.. Pairs(student, Network)];
        Copy(student, Network);
        foreach (var (folded, restored) in _pairs)
        {
            using var zeros = folded.Bias!.Value.zeros_like();
            using var ones = folded.Bias.Value.ones_like();
            restored.Norm!.SetToBias(zeros, ones, folded.Bias.Value);
        }
    }

    /// <summary>The network that trains.</summary>
    public Network Network { get; }

    /// <summary>Makes the copy; null if no layer has a convolution with a bias and without a norm.</summary>
    /// <param name="student">The student, which the copy does not share weights with.</param>
    /// <param name="data">The images of the training.</param>
    /// <param name="seed">The seed of the choice of images, whose statistics the norms start with.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static RestoredNorms? Of(Network student, IBatchSource data, ulong seed, CancellationToken cancellationToken)
    {
        var definition = student.Definition.WithLayers(
            [.. student.Layers.Select(layer => ConvReplacement.Apply(layer.Module.Definition, WithNorm))]);
        if (definition.Fingerprint == student.Definition.Fingerprint)
        {
            return null;
        }

        var restored = new RestoredNorms(student, definition);
        try
        {
            restored.Measure(data, seed, cancellationToken);
            return restored;
        }
        catch
        {
            restored.Dispose();
            throw;
        }
    }

    /// <summary>Writes the trained weights into the student, with the norms folded.</summary>
    public void Fold()
    {
        using var gradients = no_grad();
        Copy(Network, _student);
        foreach (var (folded, restored) in _pairs)
        {
            var (weight, bias) = restored.Fold();
            using (weight)
            using (bias)
            {
                folded.Weight.Value.copy_(weight);
                folded.Bias!.Value.copy_(bias!);
            }
        }
    }

    public void Dispose() => Network.Dispose();

    private static Conv WithNorm(Conv conv) => conv is { Bias: true, Norm: null }
        ? conv with { Bias = false, Norm = $"{conv.Name}_norm" }
        : conv;

    private static IEnumerable<(ConvBlock Folded, ConvBlock Restored)> Pairs(Network student, Network restored) =>
        student.Layers
            .Zip(restored.Layers)
            .SelectMany(layers => Convs(layers.First).Zip(Convs(layers.Second)))
            .Where(pair => pair.First.Norm is null && pair.Second.Norm is not null);

    private static IEnumerable<ConvBlock> Convs(NetworkLayer layer) => layer.Module.Blocks.OfType<ConvBlock>();

    // The weights that both have.
    private static void Copy(Network source, Network target)
    {
        var sources = source.NamedWeights.ToDictionary(pair => pair.Name, pair => pair.Weight, StringComparer.Ordinal);
        foreach (var (name, weight) in target.NamedWeights)
        {
            if (sources.TryGetValue(name, out var value))
            {
                weight.Value.copy_(value.Value);
            }
        }
    }

    private void Measure(IBatchSource data, ulong seed, CancellationToken cancellationToken)
    {
        using var gradients = no_grad();
        var statistics = _pairs.ConvertAll(pair => new ChannelStatistics(pair.Restored));
        var images = TeacherOutputSource.ImagesOf(data);
        var sequence = new BatchSequence(data.Count, Math.Min(Images, data.Count), BatchSize, seed);
        try
        {
            for (var step = 0; step < sequence.StepsPerEpoch; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                using var batch = images.ReadChecked(sequence.Indices(step));
                Network.Run(MemoryLayout.ToChannelsLast(batch.Images));
            }

            foreach (var ((folded, restored), seen) in _pairs.Zip(statistics))
            {
                using var scope = NewDisposeScope();
                restored.Norm!.SetToBias(seen.Mean, seen.Variance, folded.Bias!.Value);
            }
        }
        finally
        {
            statistics.ForEach(seen => seen.Dispose());
        }
    }
}
