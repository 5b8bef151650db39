using Lana;
using Lana.Candidates;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds candidate operations to Lana.</summary>
public static class CandidateBuilderExtensions
{
    /// <summary>Registers the search space.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="configure">Chooses the operations of the search space; null for every operation of
    /// <see cref="SearchSpace.Full"/>.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">The search space would be empty or contain a name twice.</exception>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public static ILanaBuilder AddCandidates(this ILanaBuilder builder, Action<SearchSpaceBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var searchSpace = new SearchSpaceBuilder();
        (configure ?? (candidates => candidates.UseFull()))(searchSpace);
        var built = searchSpace.Build();
        CalledVerb.Note(builder.Services, typeof(ISearchSpace), nameof(AddCandidates), addsUp: false);
        builder.Services.TryAddSingleton<ISearchSpace>(built);
        return builder;
    }
}
