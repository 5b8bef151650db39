namespace Lana.Import;

/// <summary>Checks that the network built from TorchSharp modules computes the same outputs as the modules.</summary>
/// <remarks>The types of modules are not sufficient: a module can have hooks, or a forward method of its own.</remarks>
internal static class ConversionGate
{
    // The difference that float32 rounding explains, as a share of the largest output.
    private const double Tolerance = 1e-3;
    private const int Images = 2;
    private const long Seed = 1;

    /// <summary>Runs both on random images.</summary>
    /// <param name="path">The path of the modules, for the message.</param>
    /// <param name="modules">The modules in the order in which they run; they are not changed.</param>
    /// <param name="built">The network built from them.</param>
    /// <param name="input">The shape of one image, [C, H, W].</param>
    /// <exception cref="UnsupportedModuleException">The outputs differ.</exception>
    public static void Require(
        string path, IReadOnlyList<nn.Module<Tensor, Tensor>> modules, Func<Tensor, Tensor> built, FeatureShape input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(Seed, CPU);
        var images = randn(input.WithBatch(Images), dtype: float32, device: CPU, generator: generator);
        var expected = Evaluate(modules, images).to(float32).flatten(1);
        var actual = built(images).flatten(1);
        if (Difference(expected, actual) is { } difference)
        {
            throw new UnsupportedModuleException(
                path,
                modules[0].GetType(),
                $"{difference}. Has a module a forward of its own, or hooks? Give such a module as a definition");
        }
    }

    private static string? Difference(Tensor expected, Tensor actual)
    {
        if (!expected.shape.SequenceEqual(actual.shape))
        {
            return $"on random images it gives [{string.Join(", ", expected.shape)}], its modules in a row give " +
                $"[{string.Join(", ", actual.shape)}]";
        }

        var scale = expected.abs().max().item<float>();
        var distance = expected.sub(actual).abs().max().item<float>();

        // If both are not finite, this is not a difference: random images can overflow where real ones do not.
        return distance <= Tolerance * Math.Max(scale, 1e-30f) || !float.IsFinite(scale)
            ? null
            : $"on random images its outputs differ by up to {distance:G3} from those of its modules in a row, the largest being {scale:G3}";
    }

    // Runs in inference mode; afterwards each module is in its previous mode.
    private static Tensor Evaluate(IReadOnlyList<nn.Module<Tensor, Tensor>> modules, Tensor images)
    {
        var modes = modules
            .SelectMany(module => module.modules().Prepend(module))
            .Select(module => (Module: (nn.Module)module, IsTraining: module.training))
            .ToList();
        try
        {
            foreach (var module in modules)
            {
                module.eval();
            }

            return modules.Aggregate(images, (feature, module) => module.call(feature.to(TypeOf(module) ?? feature.dtype)));
        }
        finally
        {
            // Parents come before their children.
            foreach (var (module, isTraining) in modes)
            {
                module.train(isTraining);
            }
        }
    }

    private static ScalarType? TypeOf(nn.Module module) => module.parameters()
        .Select(parameter => (ScalarType?)parameter.dtype)
        .FirstOrDefault(type => type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16);
}
