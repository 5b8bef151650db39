namespace Lana.Operators;

/// <summary>A function of two numbers.</summary>
public enum ArithmeticFunction
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Subtract,

    /// <summary>x · y.</summary>
    Multiply,

    /// <summary>x / y.</summary>
    Divide,
}
