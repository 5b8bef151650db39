using Lana;
using Lana.Candidates;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds candidate operations to Lana.</summary>
public static class CandidateBuilderExtensions
{
    /// <summary>Registers the zoo.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="configure">Which operations the zoo has; null for every operation of <see cref="CandidateZoo.Full"/>.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">The zoo would be empty or hold a name twice.</exception>
    public static ILanaBuilder AddCandidates(this ILanaBuilder builder, Action<CandidateZooBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var zoo = new CandidateZooBuilder();
        (configure ?? (candidates => candidates.UseFull()))(zoo);
        builder.Services.TryAddSingleton<ICandidateZoo>(zoo.Build());
        return builder;
    }
}
