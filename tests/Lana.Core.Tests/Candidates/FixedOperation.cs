using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>Any definition as an operation, so that it is asked what operations are asked.</summary>
internal sealed class FixedOperation(Definition definition) : Operation("fixed")
{
    public override Definition Define(Layer layer) => definition;

    public static void Check(Definition definition, FeatureShape input) => OperationChecks.Check(
        new FixedOperation(definition), new Layer(0, "fixed", input, definition.Cost(input).Output, definition));
}
