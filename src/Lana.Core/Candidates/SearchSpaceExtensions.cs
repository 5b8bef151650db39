using Lana.Networks;
using Lana.Selections;

namespace Lana.Candidates;

/// <summary>Resolves and describes search spaces for a network.</summary>
public static class SearchSpaceExtensions
{
    // A training step costs one forward pass, and twice as much for the backward pass.
    private const double StepsPerForward = 3.0;

    /// <summary>Returns every operation in every layer of a network that it supports. Creates no tensor.</summary>
    /// <param name="searchSpace">The search space.</param>
    /// <param name="network">The teacher.</param>
    /// <returns>The candidates layer by layer, in the order of the search space.</returns>
    /// <exception cref="ArgumentException">An operation does not fit a layer that it claims to support, or
    /// <see cref="SearchSpace.OnlyInLayers"/> names a layer that the network does not have.</exception>
    public static IReadOnlyList<Candidate> CandidatesFor(this ISearchSpace searchSpace, NetworkDefinition network)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(network);
        if ((searchSpace as SearchSpace)?.StrangerIn(network) is { } problem)
        {
            throw new ArgumentException(problem, nameof(searchSpace));
        }

        return
        [
            .. from layer in network.Layers
               from operation in searchSpace.For(layer)
               select new Candidate(layer, operation),
        ];
    }

    /// <summary>Determines which operations fit a layer, and the reasons why the others do not.</summary>
    /// <param name="searchSpace">The search space.</param>
    /// <param name="layer">The layer.</param>
    /// <returns>Every operation of the search space, divided into those that fit and those that do not.</returns>
    public static LayerFit FitOf(this ISearchSpace searchSpace, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(layer);
        var fitting = searchSpace.For(layer).ToImmutableArray();
        var others = searchSpace.Operations.Except(fitting)
            .Select(operation => new OperationObstacle(operation, operation.Obstacle(layer) ?? "the search space leaves it out here"));
        return new LayerFit(layer, fitting, [.. others]);
    }

    /// <summary>Returns the network of a selection: the teacher with other layers, without weights.</summary>
    /// <param name="searchSpace">The search space.</param>
    /// <param name="teacher">The teacher.</param>
    /// <param name="selection">A selection for the teacher's layers.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The selection has other layers or unavailable operations.</exception>
    public static NetworkDefinition Assemble(
        this ISearchSpace searchSpace, NetworkDefinition teacher, Selection selection)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(selection);
        if (!selection.Layers.SequenceEqual(teacher.Layers.Select(layer => layer.Name)))
        {
            throw new ArgumentException($"The selection is not one for the layers of '{teacher.Name}'.", nameof(selection));
        }

        return teacher.WithLayers(
        [
            .. teacher.Layers.Zip(selection, (layer, key) => searchSpace.For(layer)
                .FirstOrDefault(operation => operation.Name == key.Operation)?
                .Define(layer)
                ?? throw new ArgumentException($"The search space has no {key}.", nameof(selection))),
        ]);
    }

    /// <summary>Describes the search space for a network: operations per layer, their cost, the number of possible
    /// networks and the effort of the pre-training. Creates no tensor.</summary>
    /// <param name="searchSpace">The search space.</param>
    /// <param name="network">The teacher.</param>
    /// <returns>The description, whose text is a table.</returns>
    public static SearchSpaceDescription Describe(this ISearchSpace searchSpace, NetworkDefinition network)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(network);
        var candidates = searchSpace.CandidatesFor(network);
        var layers = candidates.GroupBy(candidate => candidate.Layer.Name).ToList();
        var rows = layers.Select(layer => new SearchSpaceLayerDescription(
            layer.Key,
            layer.Count(),
            Spread.Of(layer.Select(candidate => candidate.Cost.Parameters)),
            Spread.Of(layer.Select(candidate => candidate.Cost.Macs))));
        var trained = candidates.Where(candidate => candidate.NeedsTraining).ToList();
        var macs = network.Cost.Macs + (StepsPerForward * trained.Sum(candidate => (double)candidate.Cost.Macs));
        return new SearchSpaceDescription(
            layers.Sum(layer => Math.Log10(layer.Count())), trained.Count, macs)
        {
            Layers = [.. rows],
            TeacherEpochs = macs / (StepsPerForward * network.Cost.Macs),
        };
    }
}
