using Lana.Data;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Imported;

/// <summary>Measures the separability of classes in a network's features: a linear classifier by ridge regression.</summary>
/// <remarks>The strength of the penalty is chosen on a fifth of the training images, so that the test images are not
/// used for it.</remarks>
internal static class FeatureClassifier
{
    private const int Batch = 50;
    private static readonly double[] Penalties = [1e-4, 1e-3, 1e-2, 1e-1, 1.0];

    /// <summary>Computes the top-1 accuracy on the test images.</summary>
    public static double Top1(
        Network network, IBatchSource fit, IBatchSource judge, int classes, CancellationToken cancellationToken)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var (features, labels) = Read(network, fit, cancellationToken);
        var (mean, deviation) = (features.mean([0], keepdim: true), features.std(0, keepdim: true).add(1e-6));
        var (inputs, targets) = (Standardised(features), nn.functional.one_hot(labels, classes).to(ScalarType.Float64));
        var kept = inputs.size(0) * 4 / 5;
        var penalty = Penalties.MaxBy(strength => Accuracy(
            Fit(inputs[..(int)kept], targets[..(int)kept], strength), inputs[(int)kept..], labels[(int)kept..]));
        var (judged, judgedLabels) = Read(network, judge, cancellationToken);
        return Accuracy(Fit(inputs, targets, penalty), Standardised(judged), judgedLabels);

        Tensor Standardised(Tensor numbers) =>
            hstack((numbers - mean) / deviation, ones(numbers.size(0), 1, dtype: ScalarType.Float64));
    }

    private static Tensor Fit(Tensor inputs, Tensor targets, double penalty)
    {
        var products = inputs.t().mm(inputs);
        var ridge = eye(products.size(0), dtype: ScalarType.Float64) * (penalty * inputs.size(0));
        return linalg.solve(products + ridge, inputs.t().mm(targets));
    }

    private static double Accuracy(Tensor weights, Tensor inputs, Tensor labels) =>
        inputs.mm(weights).argmax(1).eq(labels).to(ScalarType.Float64).mean().item<double>();

    private static (Tensor Features, Tensor Labels) Read(
        Network network, IBatchSource source, CancellationToken cancellationToken)
    {
        var (features, labels) = (new List<Tensor>(), new List<Tensor>());
        foreach (var indices in Enumerable.Range(0, source.Count).Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var images = source.Read(indices);
            features.Add(network.Run(images.Images).to(ScalarType.Float64));
            labels.Add(images.Labels!.alias());
        }

        return (cat(features), cat(labels));
    }
}
