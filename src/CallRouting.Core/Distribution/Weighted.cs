namespace CallRouting;

/// <summary>In turn; who is first is dealt smoothly in proportion to the members' weights.</summary>
/// <remarks>At each attempt every available member gains their weight; the richest is first and pays the sum of what
/// was gained. With all members available, any Σweights attempts in a row are first offered to each member exactly as
/// often as their weight says. Who is not available neither gains nor pays.</remarks>
internal static class Weighted
{
    /// <summary>The richest comes first.</summary>
    /// <param name="balance">What the member had before this attempt.</param>
    /// <param name="weight">What the member gains by it.</param>
    public static long Key(int balance, int weight) => -((long)balance + weight);

    /// <summary>What a member has after the attempt.</summary>
    /// <param name="key">The member's key.</param>
    /// <param name="isFirst">Whether the member is offered first, and pays.</param>
    /// <param name="total">What all available members gained.</param>
    public static int Balance(long key, bool isFirst, int total) => (int)(-key - (isFirst ? total : 0));
}
