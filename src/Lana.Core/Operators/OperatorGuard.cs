namespace Lana.Operators;

/// <summary>Checks that several operators share.</summary>
internal static class OperatorGuard
{
    /// <summary>Returns the shape of the only input.</summary>
    /// <exception cref="ArgumentException">The number of inputs is not 1.</exception>
    public static TensorShape Single(string what, ReadOnlySpan<TensorShape> inputs) => inputs.Length == 1
        ? inputs[0]
        : throw new ArgumentException($"{what} takes 1 tensor; got {inputs.Length}.", nameof(inputs));

    /// <summary>Returns the shape of the only input, which is a feature.</summary>
    /// <exception cref="ArgumentException">The number of inputs is not 1, or it has another rank.</exception>
    public static FeatureShape Feature(string what, ReadOnlySpan<TensorShape> inputs)
    {
        var input = Single(what, inputs);
        return input.IsFeature
            ? input.ToFeature()
            : throw new ArgumentException($"{what} takes a feature [C, H, W]; got {input}.", nameof(inputs));
    }

    /// <summary>Returns the size of an axis.</summary>
    /// <exception cref="ArgumentException">The shape does not have it.</exception>
    public static int SizeOf(string what, TensorShape shape, int axis) => axis >= 0 && axis < shape.Rank
        ? shape.Sizes[axis]
        : throw new ArgumentException($"{what}: {shape} has no axis {axis}.", nameof(axis));

    /// <summary>Returns the shape of two tensors that are combined element by element, aligned at their last axes.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static TensorShape Broadcast(string what, TensorShape left, TensorShape right)
    {
        var (longer, shorter) = left.Rank < right.Rank ? (right, left) : (left, right);
        var sizes = longer.Sizes.ToArray();
        for (var axis = 1; axis <= shorter.Rank; axis++)
        {
            var (one, other) = (sizes[^axis], shorter.Sizes[^axis]);
            sizes[^axis] = one == other || other == 1 ? one
                : one == 1 ? other
                : throw new ArgumentException($"{what} cannot combine {left} and {right}.", nameof(right));
        }

        return new TensorShape(sizes);
    }

    /// <summary>Returns a list if all its entries are at least a number.</summary>
    /// <exception cref="ArgumentException">It is missing, or an entry is smaller.</exception>
    public static ImmutableArray<int> AtLeast(int min, ImmutableArray<int> values, string name) =>
        values.IsDefault || values.Any(value => value < min)
            ? throw new ArgumentException($"{name}: a list of numbers of at least {min} is needed; got {Text(values)}.", name)
            : values;

    /// <summary>Returns a number if it is finite.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public static double? Finite(double? value, string name) => value is { } number && !double.IsFinite(number)
        ? throw new ArgumentException($"{name} must be finite; got {number}.", name)
        : value;

    /// <summary>Returns the number that a norm adds to a variance, if it is valid.</summary>
    /// <exception cref="ArgumentException">It is not positive and finite.</exception>
    public static double Epsilon(double value) => value > 0.0 && double.IsFinite(value)
        ? value
        : throw new ArgumentException($"Epsilon must be positive and finite; got {value}.", nameof(value));

    /// <summary>Checks that a weight has a shape.</summary>
    /// <exception cref="ArgumentException">It has another.</exception>
    public static void ThrowIfNot(string what, TensorShape wanted, OperatorWeight weight)
    {
        if (weight.Shape != wanted)
        {
            throw new ArgumentException($"{what}: '{weight.Name}' must have the shape {wanted}; got {weight.Shape}.", nameof(weight));
        }
    }

    /// <summary>Formats numbers for a message, the first few of many.</summary>
    public static string Text(ImmutableArray<int> values) =>
        values.IsDefault ? "nothing" : $"[{Shortened.List(values.Select(value => $"{value}"), 8, ", ")}]";
}
