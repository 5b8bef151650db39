using Lana.Definitions;

namespace Lana.Import.Structure;

/// <summary>Sequences of definitions, in the form that the networks of the registry have: a convolution includes the
/// norm and the activation after it.</summary>
internal static class ChainParts
{
    /// <summary>Returns one definition that runs others in sequence.</summary>
    public static Definition Of(IEnumerable<Definition> definitions)
    {
        var parts = new List<Definition>();
        foreach (var part in definitions.SelectMany(Flat))
        {
            if (parts.Count > 0 && Merged(parts[^1], part) is { } merged)
            {
                parts[^1] = merged;
            }
            else
            {
                parts.Add(part);
            }
        }

        return One(parts);
    }

    /// <summary>Returns the same definition with a separate last activation: the part before it is fitted to the
    /// teacher, and operations that replace a layer end in the same activation.</summary>
    public static Definition WithActivationApart(Definition definition)
    {
        var parts = Flat(definition).ToList();
        var (before, activation) = parts.Count == 0 ? (null, Activation.None) : Split(parts[^1]);
        if (activation == Activation.None)
        {
            return definition;
        }

        parts = [.. parts.SkipLast(1)];
        if (before is not null)
        {
            parts.Add(before);
        }

        return parts.Count == 0 ? new Chain(new Activate(activation)) : new Chain(Of(parts), new Activate(activation));
    }

    private static IEnumerable<Definition> Flat(Definition definition) =>
        definition is Chain chain ? chain.Parts.SelectMany(Flat) : [definition];

    private static Definition? Merged(Definition first, Definition second) => (first, second) switch
    {
        (Conv { Norm: null, Activation: Activation.None } conv, Norm norm) =>
            conv with { Norm = norm.Name, NormEpsilon = norm.Epsilon, Activation = norm.Activation },
        (Conv { Activation: Activation.None } conv, Activate activate) => conv with { Activation = activate.Function },
        (Norm { Activation: Activation.None } norm, Activate activate) => norm with { Activation = activate.Function },
        _ => null,
    };

    private static (Definition? Before, Activation Activation) Split(Definition last) => last switch
    {
        Conv conv => (conv with { Activation = Activation.None }, conv.Activation),
        Norm norm => (norm with { Activation = Activation.None }, norm.Activation),
        Activate activate => (null, activate.Function),
        _ => (last, Activation.None),
    };

    private static Definition One(List<Definition> parts) => parts is [var only] ? only : new Chain(ImmutableArray.CreateRange(parts));
}
